import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import type { Gone } from '../../feature'
import { moveAfter } from '../../storage/marks'
import { personOf } from './register'
import { type PersonDoc, personMark, registerMark, residentModels } from './residents.model'

type Writing = Pick<Deps, 'db' | 'marks'>
type Phone = Pick<PersonDoc, 'phoneHash' | 'phoneSealed'>

const marksOf = ({ _id, residence }: Pick<PersonDoc, '_id' | 'residence'>): string[] => [
  personMark(_id),
  ...(residence ? [registerMark(residence.region)] : []),
]

/** The earlier number is nowhere any more. Repeatable. */
export async function changePhone({ db, marks }: Writing, id: string, phone: Phone): Promise<void> {
  const person = await personOf(db, id)
  if (!person) return
  const { phoneHash, phoneSealed } = phone
  await moveAfter(marks, marksOf(person), () =>
    residentModels(db).Person.updateOne({ _id: id }, { $set: { phoneHash, phoneSealed } }),
  )
}

export const forgetPhone = (deps: Writing, id: string): Promise<void> =>
  changePhone(deps, id, { phoneHash: null, phoneSealed: null })

/** What an account asked for and held in its own name, and what it is told of that. Repeatable. */
export const forgetProxies = async (db: Connection, account: string): Promise<void> => {
  await residentModels(db).HouseholdProxy.deleteMany({ account, open: false })
}

/** 换了微信: what the person looks after, and what they let others see, is the new account's. Repeatable. */
export async function passProxies(db: Connection, from: string, to: string): Promise<void> {
  const { HouseholdProxy } = residentModels(db)
  await HouseholdProxy.updateMany({ account: from }, { $set: { account: to } })
  await HouseholdProxy.updateMany({ givenBy: from }, { $set: { givenBy: to } })
}

/** The register is the village's and stays, without the number; of a person of the account's own nothing stays but posts. */
export async function personsLeft(deps: Writing, { persons }: Gone): Promise<void> {
  const { Person, Role } = residentModels(deps.db)
  for (const id of persons) {
    await forgetPhone(deps, id)
    if (await Role.exists({ person: id })) continue
    await moveAfter(deps.marks, [personMark(id)], () => Person.deleteOne({ _id: id, residence: null }))
  }
}
