import { eachKnownText } from "../../selectors/texts";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** The canned ACLs that give something to people outside the account. Source: S3 User Guide, "Canned ACL". */
const publicAcls = /^(public-read|public-read-write|authenticated-read)$/;

/** The groups of everybody. Source: S3 User Guide, "Amazon S3 predefined groups". */
const publicGroups = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** The properties in which an ACL stands, by its name or by its grants. */
const settings = ["acl", "grants", "accessControlPolicy"] as const;

export const s3NoPublicAcl = resourceRule<Readonly<Record<(typeof settings)[number], unknown>>>({
  id: "s3-no-public-acl",
  title: "No ACL of an S3 bucket or object gives access to everybody",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-BAK-05", "MP-PERF-05"],
  frameworks: ["FSBP S3.2", "FSBP S3.12", "Checkov CKV_AWS_20", "Checkov CKV_AWS_57"],
  remediation: "Remove the ACL, and serve files through CloudFront with origin access control.",
  example: 'new s3.BucketObjectv2("logo", { bucket: uploads.id, key: "logo.png", acl: "public-read" });',
  unwaivable: "Scanners find a public bucket within hours, and a data leak cannot be undone.",
  types: [
    ...tokens.buckets,
    "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketAclV2:BucketAclV2",
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
  ],
  check({ props }, context) {
    for (const setting of settings) {
      context.guard(() => {
        const value: unknown = props[setting];
        let found: string | undefined;
        eachKnownText(value, (text) => {
          if (publicAcls.test(text)) found = `the ACL ${text}`;
          if (publicGroups.test(text)) found = `a grant to the group ${text.split("/").pop() ?? ""}`;
        });
        if (found !== undefined) context.fails({ found, needed: "no ACL, or private", setting });
      });
    }
  },
});
