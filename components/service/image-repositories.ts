import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import { physicalPath } from "../naming";
import type { Stage } from "../naming";

export interface ImageRepositoriesArgs {
  stage: Stage;
  /** The repositories, one for each system, without the stage. */
  names: readonly string[];
  /** The ARN of the key that encrypts the images. */
  keyArn: pulumi.Input<string>;
  /** Days an image without a tag is kept. @default 14 */
  untaggedDays?: number;
  /** Whether the engine refuses to delete a repository, whose images rollbacks need. @default true */
  protectData?: boolean;
  /** Whether a deletion also deletes the images. @default false */
  forceDelete?: boolean;
}

/**
 * A private ECR repository for each system: tags are immutable, and each image is scanned for
 * known vulnerabilities on push.
 *
 * Cost (November 2026, list price, every region): USD 0.10 per GB and month.
 */
export class ImageRepositories extends pulumi.ComponentResource {
  /** The repository URLs, without a tag, by the given name. */
  readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** The ARNs, by the given name. */
  readonly repositoryArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ImageRepositoriesArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:service:ImageRepositories", name, args, options);

    const repositories = args.names.map((system) => {
      const repository = this.repository(name, args, system);
      this.lifecycle(name, args, system, repository);
      return { system, repository };
    });

    this.repositoryUrls = Object.fromEntries(
      repositories.map(({ system, repository }) => [system, repository.repositoryUrl]),
    );
    this.repositoryArns = Object.fromEntries(repositories.map(({ system, repository }) => [system, repository.arn]));
    this.registerOutputs({ repositoryUrls: this.repositoryUrls, repositoryArns: this.repositoryArns });
  }

  private repository(name: string, args: ImageRepositoriesArgs, system: string): ecr.Repository {
    return new ecr.Repository(
      `${name}-${system}`,
      {
        name: physicalPath(args.stage, system),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.keyArn }],
        forceDelete: args.forceDelete ?? false,
      },
      { parent: this, protect: args.protectData ?? true },
    );
  }

  private lifecycle(
    name: string,
    { untaggedDays = 14 }: ImageRepositoriesArgs,
    system: string,
    repository: ecr.Repository,
  ): ecr.LifecyclePolicy {
    const untagged = {
      rulePriority: 1,
      description: `Images without a tag, after ${untaggedDays} days`,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: untaggedDays },
      action: { type: "expire" },
    };
    return new ecr.LifecyclePolicy(
      `${name}-${system}-lifecycle`,
      { repository: repository.name, policy: JSON.stringify({ rules: [untagged] }) },
      { parent: this },
    );
  }
}
