/** A parsed reference to a container image. */
export interface ImageReference {
  /** Host and path without tag and digest, as a client resolves it: "docker.io/library/node". */
  readonly repository: string;
  /** The account of a private registry of ECR; undefined for any other registry. */
  readonly account?: string;
  readonly tag?: string;
  readonly digest?: string;
}

const privateRegistry =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.[\w-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|on\.aws|on\.amazonwebservices\.com\.cn)$/;

/** Parses a reference like container clients. Source: distribution/reference, normalize.go. */
export function imageReference(image: string): ImageReference {
  const [name = "", digest] = image.split("@");
  const [, path = name, tag] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(name) ?? [];
  const [first = "", ...rest] = path.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const host = hasHost ? first : "docker.io";
  const under = hasHost ? rest.join("/") : path;
  const repository = `${host}/${host === "docker.io" && !under.includes("/") ? "library/" : ""}${under}`;
  return { repository, account: privateRegistry.exec(host)?.[1], tag, digest };
}
