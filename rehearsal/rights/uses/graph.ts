import type { KeptResource } from "../../account/index";
import { text } from "../calls/type-calls";

/** A resource that stands in the account. */
export type Standing = Pick<KeptResource, "urn" | "type" | "id" | "state" | "inputs">;

/** What stands in an account, by type and by ARN, with the ways from one resource to another that rights depend on. */
export class Graph {
  readonly #byType = new Map<string, Standing[]>();
  readonly #byArn = new Map<string, Standing>();

  /**
   * @param account twelve digits
   * @param region the Region of what names none
   */
  constructor(
    readonly resources: readonly Standing[],
    readonly account: string,
    readonly region: string,
  ) {
    for (const resource of resources) {
      this.#byType.set(resource.type, [...(this.#byType.get(resource.type) ?? []), resource]);
      const arn = text(resource.state.arn);
      // An ARN that was given, as to the policy of a topic or the target of a rule, is that of another resource; that of a
      // part, such as the version of a secret, is that of the whole, which is made before it.
      const own = arn !== "" && resource.inputs?.includes("arn") !== true;
      if (own && !this.#byArn.has(arn)) this.#byArn.set(arn, resource);
    }
  }

  list(type: string): readonly Standing[] {
    return this.#byType.get(type) ?? [];
  }

  /** The first resource of the type whose property, or id, is the value; in the Region where one is given. */
  find(type: string, property: string, value: unknown, region?: string): Standing | undefined {
    return this.list(type).find(
      (each) =>
        (property === "id" ? each.id : each.state[property]) === value &&
        (region === undefined || this.regionOf(each) === region),
    );
  }

  /** The resource with an ARN, whatever its type. */
  at(arn: string): Standing | undefined {
    return this.#byArn.get(arn);
  }

  regionOf({ state }: Pick<Standing, "state">): string {
    return text(state.region) || this.region;
  }

  bucket(name: string): Standing | undefined {
    return this.find("aws:s3/bucket:Bucket", "bucket", name) ?? this.find("aws:s3/bucketV2:BucketV2", "bucket", name);
  }

  /** The key that S3 encrypts new objects of a bucket with; empty for a key of S3's own. */
  keyOfBucket(name: string): string {
    const encryption = [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ].flatMap((type) => this.find(type, "bucket", name) ?? [])[0];
    const [rule] = listed(encryption?.state.rules);
    return text(partOf(rule, "applyServerSideEncryptionByDefault").kmsMasterKeyId);
  }

  /** The key that a reference means: an ARN, an id, or an alias in a Region. */
  key(reference: string, region: string): Standing | undefined {
    const alias = this.list("aws:kms/alias:Alias").find(
      (each) => (each.state.name === reference && this.regionOf(each) === region) || each.state.arn === reference,
    );
    const id = text(alias?.state.targetKeyId) || reference;
    return this.list("aws:kms/key:Key").find(
      (each) => each.state.arn === id || (each.state.keyId === id && this.regionOf(each) === region),
    );
  }

  logGroup(name: string, region: string): Standing | undefined {
    return this.find("aws:cloudwatch/logGroup:LogGroup", "name", name, region);
  }
}

/** The members of a list; empty for what is none. */
export function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listed(value).filter((each) => typeof each === "string");
}

/** A block of a resource, or a member of one; empty where there is none. */
export function partOf(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const object = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const [first, ...rest] = path;
  return first === undefined ? object : partOf(object[first], ...rest);
}
