import { isPersonName, plainMobile, plainPersonName } from '@hutang/shared'
import type { Config } from '../../config'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import {
  addPersons,
  hashPhone,
  keyedHash,
  type OfficePerson,
  personsOf,
  postsIn,
  sealPhone,
} from '../residents'

interface Named {
  name: string
  /** Empty where none is known: then the place tells namesakes apart. */
  phone: string
  region: string
}

/** Somebody of an office; the same facts are the same person. */
export function personMade(
  { hashKey, fieldKey }: Config['secrets'],
  { name, phone, region }: Named,
): OfficePerson {
  return {
    _id: `post-${keyedHash('person', `${name}|${phone || region}`, hashKey).slice(0, 24)}`,
    name,
    phoneHash: phone === '' ? null : hashPhone(phone, hashKey),
    phoneSealed: phone === '' ? null : sealPhone(phone, fieldKey),
  }
}

/** Whoever holds a post there under that name; otherwise somebody new. */
export async function officePerson(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  { name, phone, region }: Named,
): Promise<Pick<OfficePerson, '_id' | 'name'>> {
  const plain = { name: plainPersonName(name), phone: phone === '' ? '' : plainMobile(phone), region }
  if (!isPersonName(plain.name) || plain.phone === null)
    throw new AppError('invalidFields', { message: '姓名只写名字，手机号写 11 位。' })
  const made = personMade(config.secrets, { ...plain, phone: plain.phone })
  const posts = (await postsIn(db, region, clock.now())).filter((post) => post.region === region)
  const holders = await personsOf(db, [...new Set(posts.map(({ person }) => person))])
  const same = holders.filter(
    (one) => one.name === made.name && (made.phoneHash === null || one.phoneHash === made.phoneHash),
  )
  const [known] = same
  if (known && same.length === 1) return known
  await addPersons({ db }, [made])
  return made
}
