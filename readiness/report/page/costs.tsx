import type { Readiness } from "../readiness";
import { type AddressOf, FileLink } from "./link";
import { FoldedTable } from "./tables";

/** What each component costs by its documentation; no sum, because no price list is read. */
export function Costs({ costs, addressOf }: Pick<Readiness, "costs"> & { readonly addressOf: AddressOf }) {
  return (
    <section id="costs" aria-labelledby="costs-title">
      <h2 id="costs-title">Monthly cost</h2>
      <p>
        The cost of the stage is unknown: neither a price list nor a bill is read. The notes below are list prices from
        the documentation of each component, for one of it, each with the month it was written in. They are not added
        up, because most depend on traffic and storage.
      </p>
      {costs.length > 0 && (
        <FoldedTable
          label="Cost notes"
          summary={`Cost notes of ${costs.length} components`}
          columns={["Component", { number: "Deployed" }, "Cost of one", "As of"]}
        >
          {costs.map(({ component, file, count, cost }) => (
            <tr>
              <th scope="row">
                <FileLink file={file} addressOf={addressOf}>
                  {component}
                </FileLink>
              </th>
              <td class="number">{count}</td>
              <td>{cost?.text ?? "not known"}</td>
              <td>{cost === undefined ? "" : `${cost.date}, ${cost.basis}`}</td>
            </tr>
          ))}
        </FoldedTable>
      )}
    </section>
  );
}
