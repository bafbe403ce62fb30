import { resourceRule } from "../../rule";

/** Inputs of a target group, as far as this rule reads them. */
interface TargetGroupArgs {
  readonly protocol: string;
  readonly targetType: string;
  readonly healthCheck: { readonly path?: string; readonly protocol?: string; readonly enabled?: boolean };
}

export const serviceHealthPath = resourceRule<TargetGroupArgs>({
  id: "service-health-path",
  title: "HTTP health checks of target groups use a dedicated health path",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-ROL-01", "DS-ROL-02"],
  frameworks: ["Checkov CKV_AWS_261"],
  remediation: "Set healthCheck.path to /health, which the application answers itself.",
  example: 'healthCheck: { path: "/" }',
  types: ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"],
  check({ props }, context) {
    context.guard(() => {
      if (props.targetType === "lambda") context.notApplicable("A Lambda target needs no health check.");
      // A health check without a protocol uses HTTP; without a health check it is the target group's default.
      const protocol = props.healthCheck === undefined ? props.protocol : (props.healthCheck.protocol ?? "HTTP");
      if (!(protocol ?? "TCP").startsWith("HTTP")) context.notApplicable("The health check does not use HTTP.");
      context.requires({
        // Absent is "/", which may succeed while the database is down.
        read: () => props.healthCheck?.path ?? "/",
        accept: (path) => /health|ready|readyz|live|livez|ping|status|heartbeat/i.test(path),
        found: (path) => `the health path ${path}`,
        needed: "a dedicated path, such as /health",
        setting: "healthCheck.path",
      });
    });
  },
});
