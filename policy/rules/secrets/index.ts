import type { Rule } from "../../rule";
import { ecsSecretsOfStage } from "./ecs-secrets-of-stage";
import { ecsSecretsPinned } from "./ecs-secrets-pinned";
import { encryptionKeyLength } from "./encryption-key-length";
import { jwtSecretStrength } from "./jwt-secret-strength";
import { jwtSecretsApart } from "./jwt-secrets-apart";
import { keyringAge } from "./keyring-age";
import { keyringAgeLimit } from "./keyring-age-limit";
import { keyringEmergencyReason } from "./keyring-emergency-reason";
import { keyringGenerationJump } from "./keyring-generation-jump";
import { keyringKeyStrength } from "./keyring-key-strength";
import { keyringOverlap } from "./keyring-overlap";
import { keyringRetireGate } from "./keyring-retire-gate";
import { kmsRotation } from "./kms-rotation";
import { noPlaintextSecretsInEnv } from "./no-plaintext-secrets-in-env";
import { noPlaintextSecretsStored } from "./no-plaintext-secrets-stored";
import { noSecretsInTags } from "./no-secrets-in-tags";
import { noSecretsInUserData } from "./no-secrets-in-user-data";
import { rsaKeyMin2048 } from "./rsa-key-min-2048";
import { secretAgeAlarms } from "./secret-age-alarms";
import { secretRotationDeclared } from "./secret-rotation-declared";
import { secretVersionStages } from "./secret-version-stages";
import { secretVersionsKept } from "./secret-versions-kept";
import { secretsEncrypted } from "./secrets-encrypted";
import { stackOutputsSecret } from "./stack-outputs-secret";

/** The rules of secrets and their rotation, in evaluation order. */
export const secretRules: readonly Rule[] = [
  noPlaintextSecretsInEnv,
  ecsSecretsPinned,
  secretsEncrypted,
  kmsRotation,
  jwtSecretStrength,
  keyringOverlap,
  keyringGenerationJump,
  keyringRetireGate,
  keyringAge,
  keyringAgeLimit,
  secretAgeAlarms,
  keyringEmergencyReason,
  keyringKeyStrength,
  jwtSecretsApart,
  rsaKeyMin2048,
  encryptionKeyLength,
  ecsSecretsOfStage,
  noSecretsInTags,
  noSecretsInUserData,
  noPlaintextSecretsStored,
  secretRotationDeclared,
  secretVersionStages,
  secretVersionsKept,
  stackOutputsSecret,
];
