import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { type HouseholdDoc, householdOf, livingMembersOf, type PersonDoc, residentIn } from '../../residents'

export async function householdIn(
  { db }: Pick<Deps, 'db'>,
  region: string,
  id: string,
): Promise<HouseholdDoc> {
  const household = await householdOf(db, id)
  if (household?.region !== region) throw new AppError('householdNotFound')
  return household
}

/** A 户籍户 that people can live in. */
export async function homeIn(deps: Pick<Deps, 'db'>, region: string, id: string): Promise<HouseholdDoc> {
  const household = await householdIn(deps, region, id)
  if ((household.kind ?? 'residence') !== 'residence')
    throw new AppError('wrongState', { message: '承包户和成员户里不登记人，请选户籍户。' })
  if (household.endedAt) throw new AppError('wrongState', { message: '这一户已经并走了，请选现在的户。' })
  return household
}

type Resident = PersonDoc & { residence: NonNullable<PersonDoc['residence']> }

export async function livingIn({ db }: Pick<Deps, 'db'>, region: string, id: string): Promise<Resident> {
  const person = await residentIn(db, region, id)
  if (!person?.residence) throw new AppError('notFound', { message: '登记册里没有找到这位村民。' })
  if (person.residence.state !== 'living')
    throw new AppError('wrongState', { message: '这位村民已经登记为迁出或去世。' })
  return person as Resident
}

export const livingOf = ({ db }: Pick<Deps, 'db'>, household: string): Promise<PersonDoc[]> =>
  livingMembersOf(db, [household])
