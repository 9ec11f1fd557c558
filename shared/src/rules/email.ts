const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const form = new RegExp(`^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]{1,64}@(?:${label}\\.)+[A-Za-z]{2,63}$`)

/** As it is written to; null where it is no address. Phones type full-width letters and spaces around them. */
export function plainEmail(text: string): string | null {
  const [name = '', host = '', ...more] = text.normalize('NFKC').trim().split('@')
  const address = `${name}@${host.toLowerCase()}`
  return more.length === 0 && address.length <= 100 && form.test(address) ? address : null
}

/** What is shown of it: `a***@qq.com`. */
export const maskedEmail = (address: string): string =>
  `${address.slice(0, 1)}***${address.slice(address.lastIndexOf('@'))}`
