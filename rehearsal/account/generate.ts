/** What makes the account's data from the packages in which AWS publishes its models; of use in this repository only. */
export { closedLists, writtenLists } from "./published/from/closed-lists";
export { inputTypes, writtenInputTypes } from "./published/from/input-types";
export { fetchPackage } from "./published/from/npm-package";
export { accountOffers } from "./published/from/offers";
export { postgresSettings, serverPackage, writtenSettings } from "./published/from/postgres-settings";
export { providerRules, writtenRules } from "./published/from/provider-rules";
export { SdkInputs } from "./published/from/sdk-inputs";
export { serviceModels } from "./published/from/service-models";
export { fetchWheel } from "./published/from/wheel";
export { writtenModel } from "./published/from/written-model";
export { inputTypesFile } from "./published/input-types";
export { modelFile } from "./published/models";
export { filledInputs, writtenFilledInputs } from "./published/from/filled-inputs";
export { filledInputsFile } from "./published/filled-inputs";
export { setInputs, writtenSetInputs } from "./published/from/set-inputs";
export { setInputsFile } from "./published/set-inputs";
