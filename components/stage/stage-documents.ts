import * as pulumi from "@pulumi/pulumi";
import { stated, statedProperties } from "../stated-values";

/** Collects the documents of a program's resources, such as policies and container definitions. */
export class DocumentCollector {
  readonly #resources: { readonly resource: pulumi.Resource; readonly props: object }[] = [];

  /** A transformation of a component: it changes nothing, and is called for all resources below. */
  readonly watch: pulumi.ResourceTransformation = ({ resource, props }) => {
    this.#resources.push({ resource, props: props });
    return undefined;
  };

  /** The documents, each with the resource and the property that holds it. */
  get documents(): readonly unknown[] {
    return this.#resources.flatMap(({ resource, props }) =>
      statedProperties(resource, props).map(([property, value]) => ({
        urn: resource.urn,
        property,
        document: stated(value),
      })),
    );
  }
}

/**
 * States for the policy pack in a preview how documents and stack outputs with unknown parts are composed. Its
 * outputs exist only in a preview: in a deployment every value is known, and the pack checks the resources themselves.
 *
 * Cost (November 2026): none, it creates nothing.
 */
export class StageDocuments extends pulumi.ComponentResource {
  constructor(
    name: string,
    documents: DocumentCollector,
    outputs: Readonly<Record<string, unknown>>,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("care-platform:stage:StageDocuments", name, {}, options);
    this.registerOutputs(
      pulumi.runtime.isDryRun() ? { documents: documents.documents, stackOutputs: stated(outputs) } : {},
    );
  }
}
