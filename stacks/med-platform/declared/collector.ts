import { section, text } from "../../../settings/fields/field";

/** The collector of metrics and traces beside the API (MP-PRM-01, MP-PRM-02, MP-MON-04). */
export function collector() {
  return section({
    /**
     * The image of the AWS Distro for OpenTelemetry collector, from a public registry. A digest is
     * immutable; tags of a public registry may move. @default AWS's own image, v0.43.3
     */
    image: text(
      "a whole image reference that ends in a version :vX.Y.Z or a digest @sha256:<64 hexadecimal digits> (MP-MON-04)",
      (value) => /^[a-z0-9.-]+\.[a-z]+(\/[a-z0-9._-]+)+(:v\d+\.\d+\.\d+|@sha256:[0-9a-f]{64})$/.test(value),
      (value) => {
        const tag = /:([^:/]+)$/.exec(value)?.[1];
        if (tag === undefined) return "add the version to the image: a reference without one means :latest";
        return /\d/.test(tag)
          ? undefined
          : `write the version instead of :${tag}, which may refer to another image later`;
      },
    ).default("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"),
  }).prefault({});
}
