/** IAM's wildcards: any number of characters, and exactly one. */
const wildcard = /[*?]/;

/**
 * A value of a policy with its policy variables resolved as far as they can be: `${*}`, `${?}` and `${$}` are the
 * characters themselves, any other variable is filled in for each request.
 */
export function withoutVariables(value: string, variable: "fixed" | "open"): string {
  return value.replace(/\$\{([^}]*)\}/g, (_, name: string) =>
    ["*", "?", "$"].includes(name) || variable === "fixed" ? "x" : "*",
  );
}

/** Whether a value is a fixed text without wildcards. Source: S3 User Guide, "The meaning of public", fixed values. */
export function isFixed(value: string): boolean {
  return value !== "" && !wildcard.test(withoutVariables(value, "open"));
}

/** The part before the first wildcard or variable. */
export function fixedBeginning(value: string): string {
  return withoutVariables(value, "open").split(wildcard, 1)[0] ?? "";
}

/** Whether a pattern has no letter and no digit, such as `*`, `?*` or `*-*`: it matches anything. */
export function isAnything(value: string): boolean {
  return wildcard.test(value) && !/[A-Za-z0-9]/.test(value);
}

/** Whether an action, or a pattern of actions, covers an action; IAM ignores case. */
export function covers(pattern: string, action: string): boolean {
  const expression = pattern
    .split(/([*?])/)
    .map((part) => (part === "*" ? ".*" : part === "?" ? "." : part.replace(/[\\^$.|+()[\]{}]/g, "\\$&")))
    .join("");
  return new RegExp(`^${expression}$`, "i").test(action);
}

/** Whether a pattern covers every action of a service, or actions of every service. */
export function coversWholeService(pattern: string): boolean {
  if (isAnything(pattern)) return true;
  const [service = "", ...rest] = pattern.split(":");
  // "s3*" covers s3:GetObject as well: the colon is a character like another.
  if (rest.length === 0) return wildcard.test(service);
  return wildcard.test(service) || isAnything(rest.join(":"));
}

/** Services whose ARNs have no resource type before the name. */
const unkinded: ReadonlySet<string> = new Set(["s3", "sns", "sqs", "execute-api", "codecommit", "codepipeline"]);

/** Resource types that follow the first one: `loadbalancer/app/…`, `table/…/index/…`. */
const innerKinds: ReadonlySet<string> = new Set([
  ...["app", "net", "gwy", "regional", "global", "webacl", "rulegroup", "managedruleset", "index", "stream"],
  ...["log-stream", "backup", "export", "autoScalingGroupName", "policyName"],
]);

/**
 * Whether an ARN, or a pattern of ARNs, names no resource: everything of a service, or everything of a type such as
 * `role/*`, in any account and Region.
 */
export function namesNothing(resource: string): boolean {
  const pattern = withoutVariables(resource, "fixed");
  if (isAnything(pattern)) return true;
  const [, , service = "", , account = "", ...rest] = pattern.split(":");
  // A pattern that ends before the resource, such as "arn:aws:s3*", matches any resource.
  if (rest.length === 0) return wildcard.test(pattern);
  if (wildcard.test(service)) return true;
  const [first = "", ...others] = rest
    .join(":")
    .split(/[/:]/)
    .filter((part) => part !== "");
  // An S3 access point has an account and a type, a bucket has neither.
  if (isAnything(first) || (unkinded.has(service) && (service !== "s3" || account === ""))) return isAnything(first);
  const names = others.filter((part) => !innerKinds.has(part));
  return names.length > 0 && names.every(isAnything);
}
