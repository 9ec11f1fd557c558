import type { Turnover, TurnoverPlan } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { Done } from './done'
import { Preview } from './preview'
import type { Sheet } from './sheet'
import { Start } from './start'
import './turnover.scss'

/** 换届: one sheet is given, looked at place by place, and confirmed for a date. */
export default function TurnoverPage() {
  const { region } = useWorkRegion(useRouter().params.region)
  if (region === null) return <SignInGate title="换届" why={whySignIn} />
  return <Steps region={region} />
}

function Steps({ region }: { region: string }) {
  const [sheet, setSheet] = useState<Sheet>({ date: '', text: '', answers: [] })
  const [plan, setPlan] = useState<TurnoverPlan>()
  const [kinChecked, setKinChecked] = useState(false)
  const [done, setDone] = useState<Turnover>()
  const params = { code: region }
  const look = useAction(async (_key, next: Sheet) => {
    setPlan(await call('POST /api/regions/:code/turnovers/preview', { params, body: next }))
    setSheet(next)
  })
  const confirm = useAction(async () => {
    if (!plan) return
    const body = { ...sheet, digest: plan.digest, kinChecked }
    setDone(await call('POST /api/regions/:code/turnovers', { params, body }))
  })
  const answer = (line: number, value: string) => {
    const others = sheet.answers.filter(
      (one) => one.line !== line || sameQuestion(one.answer) !== sameQuestion(value),
    )
    void look.run({ ...sheet, answers: [...others, { line, answer: value }] })
  }
  if (done)
    return (
      <Page title="换届" wide>
        {<Done turnover={done} />}
      </Page>
    )
  if (!plan)
    return (
      <Page title="换届" wide>
        <Start sheet={sheet} busy={look.busy} error={look.error} onLook={(next) => void look.run(next)} />
      </Page>
    )
  return (
    <Page
      title="换届"
      wide
      foot={
        <>
          <Problem error={confirm.error} />
          <Button
            busy={confirm.busy || look.busy}
            reason={against(plan, kinChecked)}
            onPress={() => void confirm.run()}
          >
            {`确认换届：${plan.counts.begins}人上任，${plan.counts.ends}人离任`}
          </Button>
          <Button kind="quiet" onPress={() => setPlan(undefined)}>
            回去改表
          </Button>
        </>
      }
    >
      <Preview plan={plan} kinChecked={kinChecked} onKin={setKinChecked} onAnswer={answer} />
      <Problem error={look.error} />
    </Page>
  )
}

/** A line may be asked who somebody is, and whether they are near relatives. */
const sameQuestion = (answer: string): boolean => answer !== 'looked'

function against({ problems, counts, villages }: TurnoverPlan, kinChecked: boolean): string | undefined {
  if (problems.length > 0) return `表里还有${problems.length}处要改`
  if (counts.asks > 0) return `还有${counts.asks}个问题没有答`
  if (counts.begins + counts.ends === 0) return '照这张表，没有岗位要换'
  const supervises = villages.some(({ begins }) => begins.some(({ role }) => role === 'supervisor'))
  return supervises && !kinChecked ? '请先核对村监会成员（组织法第三十七条）' : undefined
}
