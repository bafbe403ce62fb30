import type { MemberTable } from "./bind";

/** The inputs of a type whose member is called otherwise, or that are none although one is called alike. */
export interface MembersApart {
  readonly members: MemberTable;
  /** The file of the provider that fills them in, below `internal/service` of hashicorp/terraform-provider-aws. */
  readonly source: string;
}
