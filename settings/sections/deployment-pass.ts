import { oneOf } from "../fields/field";
import { onChange } from "../standing/change-rule";

/**
 * How much of the stage is deployed. `preparation` deploys the parts that manual steps need: the foundation with
 * its image repositories, and the hosted zone of each system. `everything` deploys the whole stage. A stage never goes
 * back: that would delete its services and data stores (docs/decisions/0047-first-deployment.md). @default "everything"
 */
export function deploymentPass() {
  return onChange(oneOf(["preparation", "everything"]).default("everything"), {
    effect: "Deploys the systems on a prepared stage. Going back to preparation is refused: it would delete them.",
    refuses: ({ before, after }) =>
      before === "everything" && after === "preparation"
        ? {
            kind: "impossible",
            allowed: "everything, as deployed: preparation would delete the services and the data stores",
            fix: "set it to everything, or remove it; to destroy the stage: docs/runbooks/procedures/destroy-a-stage.md",
          }
        : undefined,
  });
}
