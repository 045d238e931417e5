/**
 * The `.env` of a `.env.example`: every secret that the example leaves empty gets a value.
 * @param secret gives a new random one each time
 */
export const fillSecrets = (example: string, secret: () => string): string =>
  example.replace(/^([A-Z][A-Z0-9_]*_(?:SECRET|PASSWORD|KEY)=)$/gm, (line) => line + secret())
