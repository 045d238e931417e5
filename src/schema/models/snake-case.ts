/** A name as Kysely's CamelCasePlugin spells it in the database: `unitPrice2`, `unit_price2`. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/(?<!^|\p{Lu})\p{Lu}/gu, (letter) => `_${letter}`).toLowerCase()
