import {
  answerDays,
  longestQuestion,
  type QuestionKind,
  questionKinds,
  questionKindText,
} from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { keyed } from '../../api/idempotency'
import { Button, Card, Checkbox, Problem, RadioGroup, Textarea } from '../../components'
import { officeOf } from '../../format/words'
import { useAction } from '../../hooks/use-action'
import type { Screen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import './ask.scss'

interface AskFormProps {
  screen: Screen<Answer<'GET /api/regions/:code'>>
  about: { notice: string; title: string } | null
  /** What stands there already. */
  begun: string
  onSent: (id: string) => void
}

const kindDetail: Record<QuestionKind, string> = {
  question: '没看懂，或者有疑问',
  opinion: '怎样办会更好',
  complaint: '没有按规矩办',
}
const choices = questionKinds.map((value) => ({
  value,
  label: questionKindText[value],
  detail: kindDetail[value],
}))

export function AskForm({ screen, about, begun, onSent }: AskFormProps) {
  const region = screen.data?.region
  const inVillage = region?.level === 'village'
  const [kind, setKind] = useState<QuestionKind>(about || begun ? 'question' : 'opinion')
  const [text, setText] = useState(begun)
  const [nameless, setNameless] = useState(false)
  const [toTownship, setToTownship] = useState(false)
  const township = inVillage && toTownship
  const send = useAction(async (key) => {
    if (!region) return
    const words = { region: region.code, kind, text, nameless, township }
    const body = about ? { ...words, notice: about.notice } : words
    const { id } = await call('POST /api/questions', { body, idempotencyKey: keyed(key, body) })
    onSent(id)
  })
  const office = township ? '镇里' : officeOf(region?.level ?? '')
  return (
    <Page
      title="提意见"
      screen={screen}
      foot={
        <>
          <Problem error={send.error} />
          <Button
            busy={send.busy}
            reason={text.trim().length > 1 ? undefined : '请先写上一两句话'}
            onPress={() => void send.run()}
          >
            {`交给${office}`}
          </Button>
        </>
      }
    >
      {({ region: place, office: { phone } }) => (
        <>
          <Text className="ask__lead">
            {`${township ? '镇里' : place.name}会在 ${answerDays} 天内答复，办到哪一步您都看得到。`}
          </Text>
          {about ? <Card title="说的是这一条">{about.title}</Card> : null}
          <Card>
            <RadioGroup label="是哪一种" value={kind} choices={choices} onChange={setKind} />
          </Card>
          <Card>
            <Textarea
              label="您想说什么"
              hint="说清是什么事、在哪里。不用写电话和证件号，答复会送到“我的”里。"
              maxLength={longestQuestion}
              value={text}
              onChange={setText}
              error={send.error?.fieldMessage('text')}
            />
          </Card>
          <Card>
            <Checkbox
              label="不写我的名字"
              detail="办的人看不到是谁提的"
              checked={nameless}
              onChange={setNameless}
            />
            {inVillage ? (
              <Checkbox
                label="直接交给镇里"
                detail="村里的人看不到这一件"
                checked={toTownship}
                onChange={setToTownship}
              />
            ) : null}
          </Card>
          <Text className="ask__note">{`也可以打电话：${phone}`}</Text>
        </>
      )}
    </Page>
  )
}
