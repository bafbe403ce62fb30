import * as pulumi from "@pulumi/pulumi";
import { stated, statedProperties } from "../stated-values";

/** Collects what the resources of a program are given as documents, such as policies and container definitions. */
export class DocumentCollector {
  readonly #resources: { readonly resource: pulumi.Resource; readonly props: object }[] = [];

  /** Give it to a component as one of its transformations: it changes nothing, and sees all resources below. */
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
 * Tells the policy pack in a preview how documents and stack outputs are written, a part of which only AWS can say. Its
 * outputs are there in a preview only: a deployment knows every value, and the pack then checks the resources themselves.
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
