import { z } from "zod";
import { parsedJson } from "../../settings/files/json-text";
import { reasonOf, Unreachable } from "../reach/unreachable";

/** A service account of Atlas that may read a project (Project Read Only). */
export interface AtlasLogin {
  readonly clientId: string;
  readonly clientSecret: string;
  /** @default "https://cloud.mongodb.com" */
  readonly baseUrl?: string;
}

/** Milliseconds that one request may take. */
const requestMilliseconds = 10_000;

/** The version of the Atlas Administration API that is asked for (mongodb.com, "Atlas Administration API", 2025-03-12). */
const version = "application/vnd.atlas.2025-03-12+json";

const token = z.object({ access_token: z.string() });

/** What is read of a project in Atlas, through its Administration API. */
export class Atlas {
  #token: Promise<string> | undefined;

  constructor(
    readonly login: AtlasLogin,
    readonly signal: AbortSignal,
  ) {}

  /**
   * The results under a path of a project, the newest hundred.
   * @param path below `/api/atlas/v2/groups/<project>`.
   * @throws Unreachable where it cannot be read, or has another form than `results`.
   */
  async list<Result>(project: string, path: string, result: z.ZodType<Result>): Promise<readonly Result[]> {
    this.#token ??= this.#logIn();
    const address = `/api/atlas/v2/groups/${encodeURIComponent(project)}${path}`;
    const separator = path.includes("?") ? "&" : "?";
    const answer = await this.#send(`${address}${separator}itemsPerPage=100`, {
      headers: { accept: version, authorization: `Bearer ${await this.#token}` },
    });
    const { data } = z.object({ results: z.array(result) }).safeParse(answer);
    if (data === undefined) throw new Unreachable(`Atlas: ${path} answers in another form than its documentation has`);
    return data.results;
  }

  /** A token for an hour (mongodb.com, "Generate Service Account Token"). */
  async #logIn(): Promise<string> {
    const { clientId, clientSecret } = this.login;
    const answer = await this.#send("/api/oauth/token", {
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const { data } = token.safeParse(answer);
    if (data === undefined) throw new Unreachable("Atlas: the service account gets no token");
    return data.access_token;
  }

  async #send(path: string, request: RequestInit): Promise<unknown> {
    const { baseUrl = "https://cloud.mongodb.com" } = this.login;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(requestMilliseconds)]);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${baseUrl}${path}`, { ...request, signal });
      text = await response.text();
    } catch (error) {
      throw new Unreachable(`Atlas: ${reasonOf((error as Error).cause ?? error)}`);
    }
    if (!response.ok) throw new Unreachable(`Atlas: status ${response.status}`);
    return parsedJson(text);
  }
}
