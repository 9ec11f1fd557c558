import { type Qualification, qualificationWords } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Checkbox, Dialog, Input, Row } from '../../components'
import { plainDay } from '../../format/date'
import { typedDay } from '../../format/policy-answer'
import type { StepProps } from './step.types'

type Kind = keyof typeof qualificationWords
const kinds = Object.keys(qualificationWords) as Kind[]
const wordsOf = (kind: string): string => qualificationWords[kind as Kind] ?? kind

/** 资质, ticked; each with its number and validity where they are known. */
export function Qualifications({ profile, day, change, wrong }: StepProps) {
  const [edited, setEdited] = useState<number>()
  const held = profile.qualifications ?? []
  const put = (next: Qualification[] | null) =>
    change({ qualifications: next?.map((one) => ({ ...one, kind: one.kind as Kind })) ?? null })
  const tick = (kind: Kind, on: boolean) =>
    put(on ? [...held, { kind, number: '', from: null, to: null }] : held.filter((one) => one.kind !== kind))
  const one = edited === undefined ? undefined : held[edited]
  return (
    <>
      <View className="profile__ticks">
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={wordsOf(kind)}
            checked={held.some((each) => each.kind === kind)}
            onChange={(on) => tick(kind, on)}
          />
        ))}
        <Checkbox
          label="都没有"
          checked={profile.qualifications !== null && held.length === 0}
          onChange={(on) => put(on ? [] : null)}
        />
      </View>
      {held.map((each, at) => (
        <Row
          // A kind may be held twice, such as two certificates.
          key={`${each.kind}${String(at)}`}
          title={wordsOf(each.kind)}
          detail={validText(each)}
          tag={each.to !== null && each.to < day ? { text: '已经过期', tone: 'missing' as const } : undefined}
          hint="改编号和有效期"
          onPress={() => setEdited(at)}
        />
      ))}
      {one && edited !== undefined ? (
        <Edit
          key={edited}
          one={one}
          error={wrong(`qualifications.${edited}.to`) ?? wrong(`qualifications.${edited}.from`)}
          onClose={() => setEdited(undefined)}
          onChange={(next) => put(held.map((each, at) => (at === edited ? next : each)))}
        />
      ) : null}
    </>
  )
}

const validText = ({ number, from, to }: Qualification): string =>
  [number, from ? `${plainDay(from)}发的` : '', to ? `到 ${plainDay(to)}` : from ? '' : '有效期还没有填']
    .filter(Boolean)
    .join('，')

interface EditProps {
  one: Qualification
  error: string | undefined
  onChange: (next: Qualification) => void
  onClose: () => void
}

function Edit({ one, error, onChange, onClose }: EditProps) {
  const [number, setNumber] = useState(one.number)
  const [from, setFrom] = useState(one.from ?? '')
  const [to, setTo] = useState(one.to ?? '')
  const [problem, setProblem] = useState<{ from?: string; to?: string }>({})
  const done = () => {
    const [first, last] = [from, to].map((words) => (words.trim() === '' ? { value: null } : typedDay(words)))
    const wrong = {
      ...(first && 'problem' in first ? { from: first.problem } : {}),
      ...(last && 'problem' in last ? { to: last.problem } : {}),
    }
    setProblem(wrong)
    if (!first || !last || 'problem' in first || 'problem' in last) return
    onChange({ ...one, number, from: first.value as string | null, to: last.value as string | null })
    onClose()
  }
  return (
    <Dialog open title={wordsOf(one.kind)} onClose={onClose} actions={<Button onPress={done}>好了</Button>}>
      <Input label="证书编号" hint="没有就空着" maxLength={60} value={number} onChange={setNumber} />
      <Input
        label="哪天发的"
        hint="例如 2024-3-1；不清楚就空着"
        value={from}
        error={problem.from}
        onChange={setFrom}
      />
      <Input
        label="有效到哪天"
        hint="例如 2027-2-28；长期有效就空着"
        value={to}
        error={problem.to ?? error}
        onChange={setTo}
      />
    </Dialog>
  )
}
