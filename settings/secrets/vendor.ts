/** A vendor that issues credentials, which are renewed by hand, at the vendor. */
export interface Vendor {
  /** Display name. */
  readonly name: string;
  /** The runbook of the renewal: `docs/runbooks/rotation/rotate-paystack.md`. @default nothing it issues needs a renewal */
  readonly page?: string;
  /** What to do at the vendor in an emergency, at once, as a sentence without a full stop. */
  readonly emergency?: string;
}

/** What is recorded of a vendor's secret in a stage's settings. */
export interface VendorRecord {
  /** When the vendor issued the value in use, ISO 8601. */
  readonly renewedAt: string;
  /** The team that renews it. */
  readonly owner: string;
  /** Why it must be renewed at once; gone with the renewal. @default it need not */
  readonly emergency?: { readonly reason: string; readonly at: string };
}
