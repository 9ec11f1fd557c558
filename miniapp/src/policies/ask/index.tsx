import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { type EnterpriseKind, kindWords } from '@hutang/shared/rules'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Input, Problem, Select } from '../../components'
import { typedDay } from '../../format/policy-answer'
import { policiesAddress, replacePage } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useRegion } from '../../hooks/use-region'
import { enterpriseAnswers } from '../../store/enterprise-answers'
import { NoRegion, Page, PlaceField } from '../../widgets'

const kinds = (Object.keys(kindWords) as EnterpriseKind[]).map((value) => ({
  value,
  label: kindWords[value],
}))

/** The package by three answers, where the code is not at hand; nothing is kept but on this phone. */
export default function Ask() {
  const place = useRegion()
  return <Page title="答几个问题">{place === null ? <NoRegion /> : <Answers place={place} />}</Page>
}

function Answers({ place }: { place: string }) {
  const [kind, setKind] = useState<EnterpriseKind>()
  const [where, setWhere] = useState(place)
  const [founded, setFounded] = useState('')
  const [problem, setProblem] = useState<string>()
  const ask = useAction(async (_key, answers: EnterpriseAnswers) => {
    await call('POST /api/package', { body: { answers } })
    enterpriseAnswers.set({ creditCode: null, answers, needs: [] })
    await replacePage(policiesAddress('package'))
  })
  const done = () => {
    const answers: EnterpriseAnswers = { region: [where] }
    if (kind) answers.kind = kind
    const day = founded.trim() === '' ? null : typedDay(founded)
    setProblem(day && 'problem' in day ? day.problem : undefined)
    if (day && 'problem' in day) return
    if (day) answers.foundedOn = day.value
    void ask.run(answers)
  }
  return (
    <Card>
      <Select label="登记的是哪一种" value={kind} choices={kinds} onChange={setKind} />
      <PlaceField label="在哪里经营" value={where} onChange={setWhere} />
      <Input
        label="哪一天成立"
        hint="照执照写，例如 2021-3-1；不记得可以空着"
        value={founded}
        maxLength={20}
        error={problem}
        onChange={setFounded}
      />
      <Problem error={ask.error} />
      <Button busy={ask.busy} reason={kind ? undefined : '请选登记的是哪一种'} onPress={done}>
        看我的政策
      </Button>
    </Card>
  )
}
