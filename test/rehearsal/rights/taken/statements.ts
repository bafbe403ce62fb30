import { Graph, type Standing } from "../../../../rehearsal/rights/uses/graph";
import { usesIn } from "../../../../rehearsal/rights/uses/index";
import { judgeUses } from "../../../../rehearsal/rights/uses/role-uses";
import type { UseOf } from "../../../../rehearsal/rights/uses/use";
import { place } from "../standing-stage";
import { without } from "./row";

/** By type: which uses a policy of the resource may decide, and where it has the policy. */
const policies: Readonly<
  Record<
    string,
    { readonly property: "policy" | "assumeRolePolicy"; readonly decides: (of: Standing, use: UseOf) => boolean }
  >
> = {
  "aws:iam/role:Role": { property: "assumeRolePolicy", decides: ({ state }, use) => use.resource === state.arn },
  "aws:iam/rolePolicy:RolePolicy": {
    property: "policy",
    decides: ({ state }, use) => typeof state.role === "string" && use.by.endsWith(`:role/${state.role}`),
  },
  "aws:kms/key:Key": { property: "policy", decides: ({ state }, use) => use.resource === state.arn },
  "aws:s3/bucketPolicy:BucketPolicy": {
    property: "policy",
    decides: ({ state }, { resource }) => resource.split("/")[0]?.split(":::")[1] === state.bucket,
  },
  "aws:sns/topicPolicy:TopicPolicy": { property: "policy", decides: ({ state }, use) => use.resource === state.arn },
};

/** What comes of taking away each statement that allows something, alone: how many there are, and those that no use needs. */
export async function unneededStatements(standing: readonly Standing[]): Promise<{
  readonly statements: number;
  readonly unneeded: readonly string[];
}> {
  const uses = usesIn(new Graph(standing, place.account, place.region));
  const unneeded: string[] = [];
  let statements = 0;
  for (const each of standing) {
    const known = policies[each.type];
    if (known === undefined) continue;
    const { Statement } = JSON.parse(each.state[known.property] as string) as {
      readonly Statement: readonly { readonly Sid: string; readonly Effect: string }[];
    };
    for (const { Sid } of Statement.filter(({ Effect }) => Effect === "Allow")) {
      statements += 1;
      const changed = without(Sid, known.property)(each) ?? each;
      const graph = new Graph(
        standing.map((other) => (other === each ? changed : other)),
        place.account,
        place.region,
      );
      const { denied } = await judgeUses(
        uses.filter((use) => known.decides(each, use)),
        graph,
      );
      if (denied.length === 0) unneeded.push(`${each.urn.split("::").pop() ?? ""}: ${Sid}`);
    }
  }
  return { statements, unneeded };
}
