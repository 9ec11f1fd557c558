import type { AskedHow } from '@hutang/shared/contract'
import { askedHowText, periodText, quarterSpan, quarterWritten, recentQuarters } from '@hutang/shared/rules'
import { useState } from 'react'
import { download } from '../../api/download'
import { Button, Card, Dialog, Problem, RadioGroup, Row } from '../../components'
import { clock } from '../../format/clock'
import { useAction } from '../../hooks/use-action'

const hows: readonly AskedHow[] = ['inPerson', 'phone', 'relative']

/** 一户一单 for a household that asks for paper; who asked is noted in the audit. */
export function StatementCard({ household, head }: { household: string; head: string }) {
  const [asking, setAsking] = useState(false)
  return (
    <Card flush>
      <Row
        icon="document"
        title="打印一户一单"
        detail="这一户来要时，打印本季度公开里这一户自己的数"
        onPress={() => setAsking(true)}
      />
      {asking ? <StatementDialog household={household} head={head} onClose={() => setAsking(false)} /> : null}
    </Card>
  )
}

interface StatementDialogProps {
  household: string
  head: string
  onClose: () => void
}

function StatementDialog({ household, head, onClose }: StatementDialogProps) {
  const now = new Date(clock.now())
  const quarters = recentQuarters(now)
  const [quarter, setQuarter] = useState(quarters[0] ? quarterWritten(quarters[0]) : '')
  const [asked, setAsked] = useState<AskedHow>()
  const print = useAction((_key, how: AskedHow) =>
    download('GET /api/households/:household/statement.pdf', {
      params: { household },
      query: { quarter, asked: how },
      name: `一户一单 ${quarter}.pdf`,
      open: true,
    }),
  )
  return (
    <Dialog
      open
      title={`${head}户的一户一单`}
      onClose={onClose}
      actions={
        <Button
          icon="document"
          busy={print.busy}
          reason={asked ? undefined : '请先选是怎样来要的'}
          onPress={() => asked && void print.run(asked)}
        >
          打印
        </Button>
      }
    >
      <RadioGroup
        label="哪个季度"
        value={quarter}
        choices={quarters.map((one) => ({
          value: quarterWritten(one),
          label: `${periodText(one, now)}（${quarterSpan(one, now)}）`,
        }))}
        onChange={setQuarter}
      />
      <RadioGroup
        label="怎样来要的（会记在操作记录里）"
        value={asked}
        choices={hows.map((value) => ({ value, label: askedHowText[value] }))}
        onChange={setAsked}
      />
      <Problem error={print.error} />
    </Dialog>
  )
}
