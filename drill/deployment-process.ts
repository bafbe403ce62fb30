import { componentsBlueprint } from "./blueprint";
import { type ControlPlane, type DeploymentRequest, deployStores } from "./deployment";

/** What the process asks of whoever started it, and waits for. */
export type Question =
  | { readonly ask: "checkpoint"; readonly point: string }
  | { readonly ask: keyof ControlPlane; readonly with: readonly unknown[] };

/** One after the other, for each waits for its answer. */
function ask(question: Question): Promise<void> {
  return new Promise((resolve) => {
    process.once("message", () => {
      resolve();
    });
    process.send?.(question);
  });
}

/** A deployment in a separate process, which can be killed. The cloud is outside of it, as for `pulumi up`. */
process.once("message", (request: DeploymentRequest) => {
  const cloud: ControlPlane = {
    setMasterPassword: (...given) => ask({ ask: "setMasterPassword", with: given }),
    setCacheUser: (...given) => ask({ ask: "setCacheUser", with: given }),
  };
  deployStores(request, componentsBlueprint, cloud, (point) => ask({ ask: "checkpoint", point })).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : "unknown error"}\n`);
      process.exit(1);
    },
  );
});
