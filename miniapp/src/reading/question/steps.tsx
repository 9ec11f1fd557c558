import type { QuestionView } from '@hutang/shared/contract'
import { longestQuestion } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Problem, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import './question.scss'

interface StepsProps {
  question: QuestionView
  onChange: (update: (question: QuestionView) => QuestionView) => void
}

type Writing = 'answer' | 'again'

const words: Record<Writing, { title: string; label: string; hint: string; done: string }> = {
  answer: {
    title: '答复',
    label: '答复的内容',
    hint: '说清办了什么、什么时候办好。提的人马上看得到。不要写别人的电话和证件号。',
    done: '已答复',
  },
  again: {
    title: '还不满意',
    label: '哪里还没有办好',
    hint: '前面说过的不用再写。',
    done: '已经交上去了',
  },
}

/** At the foot, for whoever is to answer. */
export function AnswerFoot({ question, onChange }: StepsProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>答复</Button>
      {open ? (
        <WriteDialog writing="answer" question={question} onClose={() => setOpen(false)} onDone={onChange} />
      ) : null}
    </>
  )
}

/** Under the last answer, for whoever asked: let it rest, or ask again. */
export function AskerSteps({ question, onChange }: StepsProps) {
  const [again, setAgain] = useState(false)
  const { can, next, state } = question
  const close = useAction(async () => {
    const closed = await call('POST /api/questions/:id/close', { params: { id: question.id } })
    onChange(() => closed)
  })
  if (!can.again && !can.close) return null
  return (
    <View className="question__steps">
      <Problem error={close.error} />
      {can.close ? (
        <Button
          kind={state === 'answered' ? 'primary' : 'secondary'}
          busy={close.busy}
          onPress={() => void close.run()}
        >
          {state === 'answered' ? '满意，办结' : '不用办了，撤回'}
        </Button>
      ) : null}
      {can.again ? (
        <Button kind="secondary" onPress={() => setAgain(true)}>{`不满意，请${next}再看`}</Button>
      ) : null}
      {again ? (
        <WriteDialog writing="again" question={question} onClose={() => setAgain(false)} onDone={onChange} />
      ) : null}
    </View>
  )
}

interface WriteDialogProps {
  writing: Writing
  question: QuestionView
  onClose: () => void
  onDone: StepsProps['onChange']
}

function WriteDialog({ writing, question, onClose, onDone }: WriteDialogProps) {
  const [text, setText] = useState('')
  const { title, label, hint } = words[writing]
  const send = useAction(async () => {
    const options = { params: { id: question.id }, body: { text } }
    const written = await call(`POST /api/questions/:id/${writing}`, options)
    onDone(() => written)
    toast(words[writing].done)
    onClose()
  })
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <Button
          busy={send.busy}
          reason={text.trim().length > 1 ? undefined : '请先写上一两句话'}
          onPress={() => void send.run()}
        >
          {writing === 'answer' ? '发出答复' : `交给${question.next ?? ''}`}
        </Button>
      }
    >
      <Textarea
        label={label}
        hint={hint}
        maxLength={longestQuestion}
        value={text}
        onChange={setText}
        error={send.error?.fieldMessage('text')}
      />
      <Problem error={send.error} />
    </Dialog>
  )
}
