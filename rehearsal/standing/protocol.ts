import type { PolicyResult, ResourceChange } from "../../readiness/run-result";
import type { SettingsSource } from "../../stacks/settings/source";
import type { ImportFile } from "../failures/import-file";
import type { StackWorkspace } from "../stack";

/** What a deployment is asked for. */
export interface DeploymentOrder {
  readonly kind: "deploy";
  /** `pulumi up`, `pulumi preview` or `pulumi destroy`. */
  readonly command: "up" | "preview" | "destroy";
  readonly source: Pick<SettingsSource, "stage" | "file" | "values">;
  readonly workspace: StackWorkspace;
  /** Forgets how the stack was configured before. */
  readonly configure: boolean;
  /** The program's clock, ISO 8601. */
  readonly now: string;
  readonly withPolicy: boolean;
  /** `pulumi up --refresh`. */
  readonly refresh: boolean;
  /** `--continue-on-error`: goes on with whatever does not depend on what has failed. */
  readonly continueOnError: boolean;
  /** Where a preview writes down what it would create (`--import-file`). @default nowhere */
  readonly importFile?: string;
  /** The folder whose records of releases count. @default those that a rehearsal makes for what is wanted */
  readonly records?: string;
}

/** What the process is asked for: a deployment, its end, or what the engine keeps of the last one. */
export type EngineOrder =
  | DeploymentOrder
  | {
      readonly kind: "cancel" | "export";
      readonly source: DeploymentOrder["source"];
      readonly workspace: StackWorkspace;
    }
  | {
      readonly kind: "import";
      readonly source: DeploymentOrder["source"];
      readonly workspace: StackWorkspace;
      /** What `pulumi import --file` takes. */
      readonly imported: ImportFile;
    };

/** What came of a deployment. */
export interface DeploymentResult {
  /** What the engine said when it failed. */
  readonly error?: string;
  /** Warnings and errors, each once. */
  readonly messages: readonly string[];
  /** Every resource that is not as it was. */
  readonly changes: readonly ResourceChange[];
  /** The URNs of the resources whose step has failed. */
  readonly failed: readonly string[];
  /** What the pack said, where it was asked. */
  readonly policy: PolicyResult;
}

/** A resource of an exported state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom?: boolean;
  /** Whether another stands in its place, and the engine has not come to delete it. */
  readonly delete?: boolean;
  /** Whether the engine forgets the resource without deleting it. */
  readonly retainOnDelete?: boolean;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** A state with its secrets readable; it is never written down. */
export interface OpenState {
  /** What was begun and not finished when the engine was killed. */
  readonly pending: readonly { readonly urn: string; readonly type: string; readonly operation: string }[];
  readonly resources: readonly StateResource[];
}

/** The answer of the process. */
export type EngineAnswer = { readonly result: DeploymentResult | OpenState | undefined } | { readonly fault: string };
