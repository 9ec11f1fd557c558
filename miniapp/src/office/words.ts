import type { HouseholdKind, PersonFacts, PlaceKind, RegisterHousehold } from '@hutang/shared/contract'
import { sexText } from '@hutang/shared/rules'

export const whySignIn = '这里是村里办事的人用的，登录后才能看户籍册。'

export const kinds = ['residence', 'contract', 'member'] as const satisfies readonly HouseholdKind[]

/** A household of this kind, and the book it stands in. */
export const kindText: Record<HouseholdKind, string> = {
  residence: '户籍户',
  contract: '承包户',
  member: '成员户',
}
export const bookText: Record<HouseholdKind, string> = {
  residence: '户籍册',
  contract: '承包户册',
  member: '成员户册',
}

export const placeKinds = ['group', 'area', 'row', 'estate'] as const satisfies readonly PlaceKind[]

export const placeText: Record<PlaceKind, string> = {
  group: '组',
  area: '片区',
  row: '埭/楼组',
  estate: '动迁小区',
}
/** Who looks after it; an estate and a group need nobody. */
export const keeperText: Record<PlaceKind, string> = {
  group: '组长',
  area: '片区干部',
  row: '包干党员',
  estate: '联系人',
}

/** "妻 · 女 · 1962 年生 · 成员 · 138****1234": what is known, in this order. */
export const personLine = (person: Omit<PersonFacts, 'name'>): string =>
  [
    person.relation,
    person.sex && sexText[person.sex],
    person.birthYear && `${person.birthYear} 年生`,
    person.member ? '成员' : '',
    person.phone,
  ]
    .filter(Boolean)
    .join(' · ')

/** "15组 · 东片 · 三号楼组": where a household is, as far as it is known. */
export const placeLine = (household: RegisterHousehold): string =>
  [
    household.group,
    household.area?.name,
    household.row?.name,
    [household.estate?.name, household.building].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(' · ')

export const kindChoices = [
  { value: 'residence', label: kindText.residence, detail: '派出所户口册上的一户' },
  { value: 'contract', label: kindText.contract, detail: '土地承包合同上的一户' },
  { value: 'member', label: kindText.member, detail: '集体经济组织登记的一户' },
] as const
