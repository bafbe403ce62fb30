import { ownStage, stageNamed, stageOfName, stagesOfPath } from "../../selectors/stage-words";
import { eachKnownText } from "../../selectors/texts";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";
import type { Stage } from "../../stage";

/** Properties that hold a resource's own name. */
const names: ReadonlySet<string> = new Set([
  ...["name", "bucket", "family", "identifier", "clusterIdentifier", "replicationGroupId", "roleName", "dbName"],
  ...["repositoryName", "functionName", "alarmName", "dashboardName", "groupName", "userName"],
]);

/** Resources whose names are host names: a zone may contain the address of another stage's site. */
const namedAfterHosts = /^aws:(route53|route53domains|acm|ses|sesv2)\//;

/** Tags with the stage of a resource. */
const stageTags = /^(stage|environment|env)$/i;

/** An ARN, alone or in a longer text such as a policy; the account and what follows it are caught. */
const arn = /arn:[\w-]+:([\w-]+):[\w-]*:(\w*):([^\s"',\\]+)/g;

/** The name of a database, a cache or an Atlas cluster in its own host name. */
const storeHost = /\b([\w-]+)(?:\.[\w-]+)*\.(?:(?:rds|cache)\.amazonaws\.com|mongodb\.net)\b/g;

export const stageIsolation = stackRule({
  id: "stage-isolation",
  title: "No name, tag, ARN, endpoint or stack reference belongs to another stage",
  severity: "critical",
  enforcement: "deployed",
  rows: ["DS-ENV-01", "DS-ENV-02", "DS-ENV-03", "DS-DB-01", "MP-ENV-06"],
  frameworks: [],
  remediation: "Name the resource after its own stage, and reference resources of this stack only.",
  example: 'new pulumi.StackReference("acme/care-platform/staging") // in production',
  types: ["pulumi:pulumi:Stack"],
  check(stack, context) {
    for (const resource of stack.resources) {
      const about = context.about(resource);
      const own = ownStage(resource.urn, about.stage);
      const seen = new Set<string>();
      for (const { found, setting, stage } of foreignParts(resource, own)) {
        const first = `${stage} ${setting}`;
        if (seen.has(first)) continue;
        seen.add(first);
        about.fails({ found: `${found} ${stage}`, needed: `one of ${own}`, setting });
      }
    }
  },
});

/** Something that belongs to another stage. No part of it is the text itself, which may be a secret. */
interface Foreign {
  readonly found: string;
  readonly stage: Stage;
  readonly setting: string;
}

/**
 * The parts of a resource that belong to another stage. An unknown value was made from resources of this stack, which are
 * checked themselves.
 */
function foreignParts({ type, props }: StackResource, own: Stage): readonly Foreign[] {
  const parts: Foreign[] = [];
  const add = (stages: readonly Stage[], found: string, setting: string) => {
    const [other] = stages;
    if (other !== undefined && !stages.includes(own)) parts.push({ found, stage: other, setting });
  };
  eachKnownText(props, (text, path) => {
    const [top = "", ...rest] = path;
    const setting = path.join(".");
    if (type === "pulumi:pulumi:StackReference" && top === "name") {
      add(stagesOfPath(text.split("/").pop() ?? ""), "a reference to a stack of", setting);
    } else if (rest.length === 0 && names.has(top) && !namedAfterHosts.test(type) && !text.startsWith("arn:")) {
      add(text.includes(".") ? [] : stagesOfPath(text), "a name of", setting);
    } else if (/^tags(All)?$/.test(top) && stageTags.test(rest[0] ?? "")) {
      add([stageNamed(text)].filter(isStage), "a tag of", setting);
    }
    for (const [, service = "", account = "", resource = ""] of text.matchAll(arn)) {
      // AWS-owned resources, and APIs, whose "stages" have another meaning.
      if (account !== "aws" && service !== "execute-api" && service !== "apigateway")
        add(resource.split(/[:/]/).map(stageOfName).filter(isStage), "an ARN of", setting);
    }
    for (const [, host = ""] of text.matchAll(storeHost)) {
      add([stageOfName(host)].filter(isStage), "the address of a data store of", setting);
    }
  });
  return parts;
}

function isStage(stage: Stage | undefined): stage is Stage {
  return stage !== undefined;
}
