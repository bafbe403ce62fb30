import { textIn } from "../../selectors/json-text";
import { mentionsVariable } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackView } from "../../stack-view";

/** A row of the dashboard: the resources that require it, and the widgets that prove it. */
interface Row {
  readonly name: string;
  readonly types: readonly string[];
  readonly shownBy: RegExp;
}

const atlasClusters = ["mongodbatlas:index/advancedCluster:AdvancedCluster"];
const services = ["aws:ecs/service:Service"];

/** The rows the checklists name (DS-OPS-01 to DS-OPS-04, MP-MON-08), by the namespaces of their metrics. */
const rows: readonly Row[] = [
  { name: "API", types: [...tokens.loadBalancers], shownBy: /"AWS\/(ApplicationELB|NetworkELB)"/ },
  { name: "services", types: services, shownBy: /"(AWS\/ECS|ECS\/ContainerInsights)"/ },
  { name: "database", types: [...tokens.databases, ...tokens.databaseClusters], shownBy: /"AWS\/RDS"/ },
  { name: "Atlas", types: atlasClusters, shownBy: /atlas|mongo/i },
  {
    name: "Redis and queue",
    types: [...tokens.caches],
    shownBy: /"AWS\/ElastiCache"[^]*queue|queue[^]*"AWS\/ElastiCache"/i,
  },
];

/** The variable that only a service with the webhook has (DS-VAR-16). */
const webhookVariable = "WHATSAPP_WEBHOOK_VERIFY_TOKEN";

export const dashboardComplete = stackRule({
  id: "dashboard-complete",
  title: "CloudWatch dashboards cover the API, services, databases, Redis queues and webhooks",
  severity: "low",
  enforcement: "advised",
  rows: ["DS-OPS-01", "DS-OPS-02", "DS-OPS-03", "DS-OPS-04", "MP-MON-08"],
  frameworks: [],
  remediation: "Add an aws.cloudwatch.Dashboard with the missing metrics.",
  example: 'new cloudwatch.Dashboard("api", { dashboardBody: JSON.stringify({ widgets: apiWidgets }), … });',
  types: services,
  check(stack, context) {
    context.requires({
      read: () => {
        const bodies = stack
          .of<{ dashboardBody: string }>(["aws:cloudwatch/dashboard:Dashboard"])
          .map(({ props }) => textIn(props.dashboardBody, "dashboardBody"));
        return asked(stack).filter(({ shownBy }) => !bodies.some((body) => shownBy.test(body)));
      },
      accept: (missing) => missing.length === 0,
      found: (missing) => `no dashboard widgets for ${missing.map(({ name }) => name).join(", ")}`,
      needed: "widgets with the metrics of each",
      setting: "aws.cloudwatch.Dashboard",
    });
  },
});

function asked(stack: StackView): readonly Row[] {
  const webhook: Row = {
    name: "webhook",
    types: ["aws:ecs/taskDefinition:TaskDefinition"],
    shownBy: /webhook|whatsapp/i,
  };
  const hasWebhook = stack.of<TaskArgs>(webhook.types).some(({ props }) => mentionsVariable(props, webhookVariable));
  return [...rows.filter(({ types }) => stack.of(types).length > 0), ...(hasWebhook ? [webhook] : [])];
}
