import type { RegisterPerson, Sex } from '@hutang/shared/contract'
import { sexText } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button, Checkbox, Dialog, Input, Problem, RadioGroup } from '../../components'
import { clock } from '../../format/clock'
import type { HouseholdPart } from './part'
import { useDoing } from './use-doing'

/** 出生, 迁入 */
export type Coming = 'birth' | 'movedIn'

interface PersonFormProps extends HouseholdPart {
  /** Who is changed; with nobody a person comes. */
  person?: RegisterPerson
  coming?: Coming
  onClose: () => void
}

const sexChoices = [
  { value: 'male', label: sexText.male },
  { value: 'female', label: sexText.female },
] as const satisfies readonly { value: Sex; label: string }[]

/** The facts of a person, of one who comes or of one who is there. */
export function PersonForm({ region, page, person, coming = 'movedIn', onChange, onClose }: PersonFormProps) {
  const [name, setName] = useState(person?.name ?? '')
  const [relation, setRelation] = useState(person?.relation ?? '')
  const [sex, setSex] = useState<Sex | null>(person?.sex ?? null)
  const [year, setYear] = useState(
    textOf(person?.birthYear) || (coming === 'birth' && !person ? thisYear() : ''),
  )
  const [member, setMember] = useState(person?.member ?? false)
  // A number that is shown masked is not sent back: only a new one is written.
  const [phone, setPhone] = useState('')
  const done = (next: typeof page) => {
    onChange(next)
    onClose()
  }
  const add = useDoing('POST /api/regions/:code/register/people', { code: region }, done)
  const change = useDoing(
    'PUT /api/regions/:code/register/people/:person',
    { code: region, person: person?.id ?? '' },
    done,
  )
  const action = person ? change : add
  const facts = {
    name: name.trim(),
    relation: relation.trim() || null,
    sex,
    birthYear: year ? Number(year) : null,
    member,
    ...(phone.trim() && { phone: phone.trim() }),
  }
  const save = () =>
    person
      ? change.run(facts, `${facts.name}的资料改好了`)
      : add.run({ ...facts, why: coming, household: page.household.id }, `已登记${facts.name}`)
  const title = person ? `改${person.name}的资料` : coming === 'birth' ? '登记出生' : '登记迁入'
  const field = (which: string) => action.error?.fieldMessage(which)
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <Button busy={action.busy} reason={reasonAgainst(facts.name, year)} onPress={() => void save()}>
          {person ? '改好了' : '登记'}
        </Button>
      }
    >
      <Input label="姓名" required maxLength={40} value={name} onChange={setName} error={field('name')} />
      <Input
        label="与户主关系"
        hint="例：妻、子、女、儿媳、孙子"
        maxLength={10}
        value={relation}
        onChange={setRelation}
        error={field('relation')}
      />
      <RadioGroup label="性别" value={sex ?? undefined} choices={sexChoices} onChange={setSex} />
      <Input
        label="出生年份"
        type="number"
        hint="只写年份，四位数。例：1962"
        maxLength={4}
        value={year}
        onChange={setYear}
        error={field('birthYear')}
      />
      <Checkbox label="是集体经济组织成员" checked={member} onChange={setMember} />
      <Input
        label="手机"
        type="number"
        hint={
          person?.phone
            ? `现在登记的是 ${person.phone}。要换才写新的。`
            : '加密保存，只有村里办事的人看得到。'
        }
        maxLength={20}
        value={phone}
        onChange={setPhone}
        error={field('phone')}
      />
      <Problem error={action.error} />
    </Dialog>
  )
}

function reasonAgainst(name: string, year: string): string | undefined {
  if (!name) return '请先写姓名'
  return year === '' || /^(19|20)\d\d$/.test(year) ? undefined : '出生年份写四位数，例：1962'
}

const textOf = (year: number | null | undefined): string => (year ? String(year) : '')

const thisYear = (): string => String(new Date(clock.now()).getFullYear())
