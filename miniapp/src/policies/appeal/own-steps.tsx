import type { AppealView } from '@hutang/shared/contract'
import {
  type AppealRating,
  appealRatings,
  appealRatingText,
  longestAppeal,
  plainDateText,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Dialog, Problem, RadioGroup, Textarea, toast } from '../../components'
import { clock } from '../../format/clock'
import { useAction } from '../../hooks/use-action'
import { AskFirst } from '../../widgets'
import './appeal.scss'

export interface StepsProps {
  appeal: AppealView
  onChange: (update: (appeal: AppealView) => AppealView) => void
}

/** For its writer: rate it, have it looked at once more, or take it back. */
export function OwnSteps({ appeal, onChange }: StepsProps) {
  const [again, setAgain] = useState(false)
  const { can, id, reopenBy, rating } = appeal
  const withdraw = async () => {
    const back = await call('POST /api/appeals/:id/withdraw', { params: { id } })
    onChange(() => back)
  }
  return (
    <View className="appeal__steps">
      {can.rate ? <Rate appeal={appeal} onChange={onChange} /> : null}
      {rating ? (
        <Card title="我的评价">
          {[appealRatingText[rating.rating], rating.text].filter(Boolean).join('：')}
        </Card>
      ) : null}
      {can.reopen && reopenBy ? (
        <>
          <Text className="appeal__note">
            {`没办好？${plainDateText(reopenBy, new Date(clock.now()))}前可以要求重办一次，由分管负责人来办。`}
          </Text>
          <Button kind="secondary" onPress={() => setAgain(true)}>
            没办好，再办一次
          </Button>
        </>
      ) : null}
      {can.withdraw ? (
        <AskFirst action="撤回" after="撤回以后不再办理，写的话和经过还看得到。" run={withdraw} />
      ) : null}
      {again ? <Reopen appeal={appeal} onChange={onChange} onClose={() => setAgain(false)} /> : null}
    </View>
  )
}

const choices = appealRatings.map((value) => ({ value, label: appealRatingText[value] }))

function Rate({ appeal: { id }, onChange }: StepsProps) {
  const [rating, setRating] = useState<AppealRating>()
  const [text, setText] = useState('')
  const send = useAction(async () => {
    if (!rating) return
    const rated = await call('POST /api/appeals/:id/rate', { params: { id }, body: { rating, text } })
    onChange(() => rated)
    toast('谢谢您的评价')
  })
  return (
    <Card title="办得怎么样">
      <RadioGroup label="您满意吗" value={rating} choices={choices} onChange={setRating} />
      <Textarea
        label="还想说什么（可以不写）"
        maxLength={200}
        value={text}
        onChange={setText}
        error={send.error?.fieldMessage('text')}
      />
      <Problem error={send.error} />
      <Button busy={send.busy} reason={rating ? undefined : '请先选一个'} onPress={() => void send.run()}>
        交评价
      </Button>
    </Card>
  )
}

function Reopen({ appeal: { id }, onChange, onClose }: StepsProps & { onClose: () => void }) {
  const [text, setText] = useState('')
  const send = useAction(async () => {
    const opened = await call('POST /api/appeals/:id/reopen', { params: { id }, body: { text } })
    onChange(() => opened)
    toast('已经交给分管负责人')
    onClose()
  })
  return (
    <Dialog
      open
      title="再办一次"
      onClose={onClose}
      actions={
        <Button
          busy={send.busy}
          reason={text.trim().length > 1 ? undefined : '请先写上一两句话'}
          onPress={() => void send.run()}
        >
          交上去
        </Button>
      }
    >
      <Textarea
        label="哪里还没有办好"
        hint="只能要求一次，请写清楚。"
        maxLength={longestAppeal}
        value={text}
        onChange={setText}
        error={send.error?.fieldMessage('text')}
      />
      <Problem error={send.error} />
    </Dialog>
  )
}
