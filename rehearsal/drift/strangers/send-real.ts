import { execFile } from "node:child_process";
import { limits } from "../../engine/limits";
import { type Answer, NotThere, type Request, type Send } from "./kind";

/** The error codes by which AWS says that there is none of what was asked for. */
const notThere = /\((NoSuchBucketPolicy|ResourceNotFoundException|NoSuchEntity|NotFoundException)\)/;

/** The largest answer, in bytes. */
const answerLimit = 64 * 2 ** 20;

/** Sends requests with the credentials of the environment: to AWS through the AWS CLI, which pages, signs and repeats; to Atlas by HTTPS. */
export function realSend(environment: NodeJS.ProcessEnv): Send {
  const atlas = atlasSend(environment);
  return (request) => (request.service === "atlas" ? atlas(request) : awsCli(request, environment));
}

function awsCli({ service, operation, region, input }: Request, environment: NodeJS.ProcessEnv): Promise<Answer> {
  const args = [
    service,
    kebab(operation),
    ...(input === undefined ? [] : ["--cli-input-json", JSON.stringify(input)]),
    ...(region === undefined ? [] : ["--region", region]),
    ...["--output", "json"],
  ];
  const options = {
    env: { ...environment, AWS_PAGER: "" },
    maxBuffer: answerLimit,
    timeout: limits.shortCommandMinutes * 60_000,
  };
  return new Promise((resolve, reject) => {
    execFile("aws", args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim() === "" ? {} : (JSON.parse(stdout) as Answer));
      else if (notThere.test(stderr)) reject(new NotThere(`${service} ${operation}`));
      else if ((error as NodeJS.ErrnoException).code === "ENOENT")
        reject(new Error("the AWS CLI (aws) is not installed; version 2 lists resources outside every state"));
      else reject(new Error(stderr.trim().split("\n").at(-1) ?? error.message));
    });
  });
}

/** `DescribeDBInstances` as the AWS CLI writes it: `describe-db-instances`. */
export function kebab(operation: string): string {
  return operation
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

const atlasHost = "https://cloud.mongodb.com";
/** The version of the Administration API that is asked. */
const atlasVersion = "application/vnd.atlas.2023-01-01+json";
/** The most entries of a page that Atlas allows. */
const pageSize = 500;

/** Sends to Atlas as the service account that the provider uses as well (docs/deploy.md). */
function atlasSend({ MONGODB_ATLAS_CLIENT_ID: id, MONGODB_ATLAS_CLIENT_SECRET: secret }: NodeJS.ProcessEnv): Send {
  let token: Promise<string> | undefined;
  return async ({ operation }) => {
    if (id === undefined || secret === undefined)
      throw new Error("set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET (docs/deploy.md)");
    token ??= atlasToken(id, secret);
    const headers = { Accept: atlasVersion, Authorization: `Bearer ${await token}` };
    const results: unknown[] = [];
    for (let page = 1; ; page += 1) {
      const address = `${atlasHost}/api/atlas/v2${operation}?itemsPerPage=${pageSize}&pageNum=${page}`;
      const answer = await answered(await fetch(address, { headers, signal: inTime() }));
      const found = Array.isArray(answer.results) ? (answer.results as readonly unknown[]) : [];
      results.push(...found);
      if (found.length < pageSize) return { results };
    }
  };
}

async function atlasToken(id: string, secret: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  const response = await fetch(`${atlasHost}/api/oauth/token`, {
    method: "POST",
    headers: {
      Authorization: authorization,
      "Content-Type": "application/x-www-form-urlencoded",
      Accept: "application/json",
    },
    body: "grant_type=client_credentials",
    signal: inTime(),
  });
  const { access_token: token } = await answered(response);
  return String(token);
}

async function answered(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`Atlas answered ${response.status}`);
  return (await response.json()) as Answer;
}

function inTime(): AbortSignal {
  return AbortSignal.timeout(limits.shortCommandMinutes * 60_000);
}
