/** How often a property is tried: `short` in `npm test`, `long` in `npm run test:long`. */
export const runs = (short: number, long: number): number => (process.env.HUTANG_LONG ? long : short)
