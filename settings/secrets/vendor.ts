/** A vendor that issues credentials, which are renewed manually at the vendor. */
export interface Vendor {
  /** Display name. */
  readonly name: string;
  /** The runbook of the renewal: `docs/runbooks/rotation/rotate-paystack.md`. @default nothing it issues needs a renewal */
  readonly page?: string;
  /** Immediate steps at the vendor in an emergency, as a sentence without a full stop. */
  readonly emergency?: string;
}

/** The record of a vendor secret in a stage's settings. */
export interface VendorRecord {
  /** When the vendor issued the value in use, ISO 8601. */
  readonly renewedAt: string;
  /** The team that renews it. */
  readonly owner: string;
  /** The reason for an immediate renewal; removed by the renewal. @default none */
  readonly emergency?: { readonly reason: string; readonly at: string };
}
