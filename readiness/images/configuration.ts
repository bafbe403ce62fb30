import { z } from "zod";
import { ExpectedError } from "../../settings/faults/expected-error";

/** What an image says of itself: the part that a container engine reads before it starts a process. */
export interface ImageConfiguration {
  readonly os: string;
  readonly architecture: string;
  readonly user: string;
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly volumes: readonly string[];
  /** The exposed ports: "8080/tcp". */
  readonly ports: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  readonly hasHealthCheck: boolean;
  /** The commands that built it; unknown where the input has none. */
  readonly history?: readonly string[];
  /** Its unpacked size in bytes; unknown where the input has none. */
  readonly size?: number;
}

/** What was given is no configuration of an image. */
export class NoImage extends ExpectedError {
  override readonly name = "NoImage";

  constructor(where: string, given: string, fix: string = inspectFix) {
    super(
      [
        `${where} is not the configuration of an image.`,
        "",
        `    given    ${given}`,
        "    allowed  the output of docker image inspect or skopeo inspect --config, a docker save archive, an OCI layout",
        `    fix      ${fix}`,
      ].join("\n"),
    );
  }
}

const inspectFix = "docker image inspect <image> > image.json, then give image.json";

/** Absent, null and empty mean the same in every format. */
const words = z
  .union([z.array(z.string()), z.string().transform((word) => [word]), z.null()])
  .optional()
  .transform((value) => value ?? []);
const word = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}));

/** The inner part, which the Docker engine and the OCI image specification spell alike (config.md of image-spec). */
const settings = z.object({
  User: word,
  Entrypoint: words,
  Cmd: words,
  Volumes: keys,
  ExposedPorts: keys,
  Env: words,
  WorkingDir: word,
  Labels: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
  StopSignal: word,
  Healthcheck: z.object({ Test: words }).nullish(),
});

/** What `docker image inspect` prints of one image (Docker Engine API, ImageInspect). */
const inspected = z.object({
  Os: z.string(),
  Architecture: z.string(),
  Size: z.number().min(0).optional(),
  Config: settings,
});

/** The configuration of the OCI image specification, which `skopeo inspect --config` prints and archives hold. */
const published = z.object({
  os: z.string(),
  architecture: z.string(),
  config: settings,
  history: z
    .array(z.object({ created_by: word }))
    .nullish()
    .transform((value) => value?.map(({ created_by }) => created_by)),
});

/**
 * The configuration of the one image that a JSON value describes.
 * @param where the name of the input, for the error.
 * @throws NoImage for any other value, with what to give instead.
 */
export function configurationOf(value: unknown, where: string): ImageConfiguration {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length !== 1) throw new NoImage(where, `a list of ${list.length} images`, "give one image at a time");
  const [one] = list;
  if (typeof one !== "object" || one === null) throw new NoImage(where, `JSON of the kind ${kindOf(one)}`);
  if ("Config" in one) {
    const { Os, Architecture, Size, Config } = read(inspected, one, where);
    return { ...fromSettings(Config), os: Os, architecture: Architecture, ...(Size !== undefined && { size: Size }) };
  }
  if ("config" in one && "os" in one) {
    const { os, architecture, config, history } = read(published, one, where);
    return { ...fromSettings(config), os, architecture, ...(history && { history }) };
  }
  throw new NoImage(where, ...otherShape(one));
}

function read<T>(schema: z.ZodType<T>, value: object, where: string): T {
  const { data, error } = schema.safeParse(value);
  if (data !== undefined) return data;
  const faults = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  throw new NoImage(where, `an image whose fields have a wrong shape: ${faults.slice(0, 5).join("; ")}`);
}

/** What a value is instead, and how to get what is needed. */
function otherShape(value: object): [given: string, fix?: string] {
  if ("Digest" in value && "Layers" in value) {
    return ["the summary of skopeo inspect, without the user and the volumes", "use skopeo inspect --config"];
  }
  if ("schemaVersion" in value) {
    return [
      "a manifest, which only points at the configuration",
      "use docker image inspect or skopeo inspect --config",
    ];
  }
  if ("os" in value && "architecture" in value) return ["an image without a configuration"];
  return ["a JSON object of another kind"];
}

function fromSettings(given: z.infer<typeof settings>): Omit<ImageConfiguration, "os" | "architecture"> {
  const test = given.Healthcheck?.Test ?? [];
  return {
    user: given.User,
    entryPoint: given.Entrypoint,
    command: given.Cmd,
    volumes: given.Volumes,
    ports: given.ExposedPorts,
    environment: given.Env.map(variable),
    workingDirectory: given.WorkingDir,
    labels: given.Labels,
    stopSignal: given.StopSignal,
    hasHealthCheck: test.length > 0 && test[0] !== "NONE",
  };
}

function variable(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf("=");
  return at < 0 ? { name: text, value: "" } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

function kindOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}
