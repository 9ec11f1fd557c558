import { type AppealResult, appealResults, appealResultText, longestAppeal } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem, RadioGroup, Skeleton, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import './appeal.scss'
import type { StepsProps } from './own-steps'

type Doing = 'answer' | 'close' | 'hotline' | 'helper'

/** For those who deal with it: what is due next is the one action, the others stand beside it. */
export function OfficeFoot({ appeal, onChange }: StepsProps) {
  const [doing, setDoing] = useState<Doing>()
  const { can, id } = appeal
  const contact = useAction(async () => {
    const done = await call('POST /api/appeals/:id/acknowledge', { params: { id } })
    onChange(() => done)
    toast('记下了：已联系')
  })
  const answered = appeal.clocks.some(({ clock, doneAt }) => clock === 'answer' && doneAt !== null)
  const others: [Doing, string][] = [
    ...(can.acknowledge || answered ? ([['answer', answered ? '再答复' : '答复']] as [Doing, string][]) : []),
    ...(answered && !can.acknowledge ? [] : ([['close', '办结']] as [Doing, string][])),
    ['helper', '安排帮办'],
    ['hotline', '转12345'],
  ]
  return (
    <>
      <Problem error={contact.error} />
      {can.acknowledge ? (
        <Button busy={contact.busy} onPress={() => void contact.run()}>
          已经联系上了
        </Button>
      ) : (
        <Button onPress={() => setDoing(answered ? 'close' : 'answer')}>{answered ? '办结' : '答复'}</Button>
      )}
      <View className="appeal__more">
        {others.map(([name, words]) => (
          <Button key={name} kind="quiet" inline onPress={() => setDoing(name)}>
            {words}
          </Button>
        ))}
      </View>
      {doing === 'answer' || doing === 'close' ? (
        <Write appeal={appeal} doing={doing} onChange={onChange} onClose={() => setDoing(undefined)} />
      ) : null}
      {doing === 'hotline' ? (
        <Hotline appeal={appeal} onChange={onChange} onClose={() => setDoing(undefined)} />
      ) : null}
      {doing === 'helper' ? (
        <Helper appeal={appeal} onChange={onChange} onClose={() => setDoing(undefined)} />
      ) : null}
    </>
  )
}

interface DialogProps extends StepsProps {
  onClose: () => void
}

const results = appealResults.map((value) => ({ value, label: appealResultText[value] }))

function Write({ appeal: { id }, doing, onChange, onClose }: DialogProps & { doing: 'answer' | 'close' }) {
  const [text, setText] = useState('')
  const [result, setResult] = useState<AppealResult>('solved')
  const closes = doing === 'close'
  const send = useAction(async () => {
    const params = { id }
    const written = closes
      ? await call('POST /api/appeals/:id/close', { params, body: { result, text } })
      : await call('POST /api/appeals/:id/answer', { params, body: { text } })
    onChange(() => written)
    toast(closes ? '已办结' : '已答复')
    onClose()
  })
  return (
    <Dialog
      open
      title={closes ? '办结' : '答复'}
      onClose={onClose}
      actions={
        <Button
          busy={send.busy}
          reason={text.trim().length > 1 ? undefined : '请先写上一两句话'}
          onPress={() => void send.run()}
        >
          {closes ? '办结，告诉对方' : '发出答复'}
        </Button>
      }
    >
      {closes ? (
        <RadioGroup label="办得怎么样" value={result} choices={results} onChange={setResult} />
      ) : null}
      <Textarea
        label={closes ? '办了什么' : '答复的内容'}
        hint="提的人马上看得到。不要写别人的电话和证件号。"
        maxLength={longestAppeal}
        value={text}
        onChange={setText}
        error={send.error?.fieldMessage('text')}
      />
      <Problem error={send.error} />
    </Dialog>
  )
}

function Hotline({ appeal: { id }, onChange, onClose }: DialogProps) {
  const [number, setNumber] = useState('')
  const send = useAction(async () => {
    const handed = await call('POST /api/appeals/:id/hotline', { params: { id }, body: { number } })
    onChange(() => handed)
    toast('已转12345')
    onClose()
  })
  return (
    <Dialog
      open
      title="转12345"
      onClose={onClose}
      actions={
        <Button
          busy={send.busy}
          reason={number.trim() ? undefined : '请先填工单号'}
          onPress={() => void send.run()}
        >
          转过去，这里不再计时
        </Button>
      }
    >
      <Input
        label="12345工单号"
        hint="对方会看到这个号，拿它可以打12345查。"
        maxLength={40}
        value={number}
        onChange={setNumber}
        error={send.error?.fieldMessage('number')}
      />
      <Problem error={send.error} />
    </Dialog>
  )
}

function Helper({ appeal: { id, office }, onChange, onClose }: DialogProps) {
  const desk = useScreen(
    'GET /api/regions/:code/appeal-desk',
    { params: { code: office.code } },
    { kept: false },
  )
  const [person, setPerson] = useState<string>()
  const send = useAction(async () => {
    if (!person) return
    const helped = await call('POST /api/appeals/:id/helper', { params: { id }, body: { person } })
    onChange(() => helped)
    toast('已经安排')
    onClose()
  })
  const choices = (desk.data?.helpers ?? []).map((one) => ({
    value: one.person,
    label: one.name,
    detail: one.post,
  }))
  return (
    <Dialog
      open
      title="谁来帮办"
      onClose={onClose}
      actions={
        <Button busy={send.busy} reason={person ? undefined : '请先选一位'} onPress={() => void send.run()}>
          安排
        </Button>
      }
    >
      {desk.data ? (
        <RadioGroup label="帮办的人，名字会告诉对方" value={person} choices={choices} onChange={setPerson} />
      ) : desk.error ? null : (
        <Skeleton />
      )}
      <Problem error={desk.error ?? send.error} />
    </Dialog>
  )
}
