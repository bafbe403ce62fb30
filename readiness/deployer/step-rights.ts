import type { ServiceRights } from "./service-rights";

/** What the steps of docs/deploy.md need beside the deployment: images, costs, the state. */
export const stepRights: readonly ServiceRights[] = [
  {
    service: "ecr",
    modules: ["ecr"],
    changes: [{ actions: ["GetAuthorizationToken"], resources: ["*"] }],
    reads: [],
  },
  {
    service: "ce",
    modules: ["costexplorer"],
    changes: [{ actions: ["UpdateCostAllocationTagsStatus"], resources: ["*"] }],
    reads: [],
  },
  { service: "tag", modules: [], changes: [], reads: ["GetResources"] },
  {
    service: "s3",
    modules: ["s3"],
    changes: [
      { actions: ["ListBucket"], resources: ["arn:aws:s3:::<state bucket>"] },
      {
        actions: ["DeleteObject", "GetObject", "PutObject"],
        resources: ["arn:aws:s3:::<state bucket>/*"],
      },
    ],
    reads: [],
  },
  {
    service: "kms",
    modules: ["kms"],
    // An alias of another account does not resolve, and a key of another account needs its key policy as well.
    changes: [
      { actions: ["Decrypt", "DescribeKey", "Encrypt"], resources: ["arn:aws:kms:<region>:*:key/<state key id>"] },
    ],
    reads: [],
  },
];
