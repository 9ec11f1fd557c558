import type { PolicyWork } from '@hutang/shared/contract'
import type { PolicyContent } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { landmark } from '../../a11y/a11y'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, Card, Dialog, Problem, Tabs, toast } from '../../components'
import { useDesk } from '../../components/table/use-desk'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { Page } from '../../widgets'
import { Preview } from '../components/preview'
import { Trial } from '../components/trial'
import { useNames } from '../components/use-names'
import { useDraft } from '../draft/use-draft'
import { ConditionDialog } from './condition-dialog'
import { Document } from './document'
import { Form } from './form'
import { MissingCard, scrollToAnchor } from './missing-card'
import { SaveStatus } from './save-status'
import { useCondition } from './use-condition'

/** In CSS pixels; the same as `$two-panes` of the tokens. */
const twoPanes = 1000
/** The other side of the page is drawn first. */
const afterTurn = 60

type Side = 'text' | 'form' | 'preview'

/** A policy written beside its document: the text at the left, the form at the right; on a phone one after the other. */
export function Editor({ first, reload }: { first: PolicyWork; reload: () => Promise<void> }) {
  const [state, draft] = useDraft(first)
  const { work, content } = state
  const desk = useDesk(twoPanes)
  const [side, setSide] = useState<Side>(first.content.text.trim() === '' ? 'text' : 'form')
  const [dropping, setDropping] = useState(false)
  const names = useNames(work.region.code, content)
  const edit = (part: Partial<PolicyContent>) => draft.edit(() => part)
  const condition = useCondition(content, work.region.code, edit)
  const wrong = (field: string) =>
    state.error?.fields.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message
  const problems = work.state === 'draft' ? work.problems : []
  const submit = useAction(async (key) => {
    if (!(await draft.flush())) return
    const body = { revision: draft.revision }
    await call('POST /api/policies/:id/submit', {
      params: { id: work.id },
      body,
      idempotencyKey: keyed(key, body),
    })
    draft.drop()
    toast('已送去保密审查')
    goBack()
  })
  const discard = useAction(async () => {
    await call('POST /api/policies/:id/discard', { params: { id: work.id } })
    draft.drop()
    toast(work.edition > 1 ? '这次更正已删除，公开的内容没有变' : '草稿已删除')
    goBack()
  })
  const go = (anchor: string) => {
    if (!desk) setSide(anchor === 'at-text' ? 'text' : 'form')
    else if (anchor === 'at-text') setSide('text')
    setTimeout(() => scrollToAnchor(anchor), afterTurn)
  }
  const open = problems.length + work.objections.length
  const document = (
    <Document
      content={content}
      error={wrong('content.text')}
      onText={(text) => edit({ text })}
      onSentence={condition.fromSentence}
    />
  )
  const preview = <Preview content={content} names={names.names} framed={desk} />
  const form = (
    <>
      <Returned work={work} />
      <Clashes parts={state.clashes} />
      <Form
        state={state}
        names={names}
        wrong={wrong}
        onEdit={edit}
        onChange={(part) => draft.editChange(part)}
        onOpen={condition.open}
        onRemove={condition.remove}
        onAdd={condition.begin}
      />
      <Trial id={work.id} before={() => draft.flush()} />
      <MissingCard problems={problems} objections={work.objections} onGo={go} />
      <Problem error={state.status === 'refused' ? state.error : undefined} />
      <Problem error={submit.error} />
      <Button kind="quiet" icon="trash" onPress={() => setDropping(true)}>
        {work.edition > 1 ? '不更正了，删除这一稿' : '删除这份草稿'}
      </Button>
      <View className="policy-edit__end" />
    </>
  )
  const tabs = desk
    ? ([
        { id: 'text', name: '原文' },
        { id: 'preview', name: '大家看到的样子' },
      ] as const)
    : ([
        { id: 'text', name: '原文' },
        { id: 'form', name: '填写' },
        { id: 'preview', name: '预览' },
      ] as const)
  const left = side === 'preview' ? preview : document
  return (
    <Page
      title={work.edition > 1 ? '更正政策' : '写政策'}
      wide
      foot={
        <View>
          <SaveStatus state={state} />
          <Button
            busy={submit.busy}
            disabled={open > 0 || work.state === 'returned'}
            label={open > 0 ? `还差 ${open} 处` : undefined}
            onPress={() => void submit.run()}
          >
            {work.state === 'returned' ? '改好以后再送审' : open > 0 ? `送审（还差 ${open} 处）` : '送审'}
          </Button>
        </View>
      }
    >
      {desk ? (
        <View className="policy-edit__panes">
          <View className="policy-edit__left" {...landmark('region', '原文和预览')}>
            <Tabs
              label="左边看什么"
              tabs={tabs}
              current={side === 'preview' ? 'preview' : 'text'}
              onChange={setSide}
            />
            {left}
          </View>
          <View className="policy-edit__right" {...landmark('region', '填写')}>
            {form}
          </View>
        </View>
      ) : (
        <>
          <Tabs label="看哪一面" tabs={tabs} current={side} onChange={setSide} />
          {side === 'form' ? form : left}
        </>
      )}
      {condition.writing ? (
        <ConditionDialog
          key={condition.writing.key}
          first={condition.writing.first}
          path={condition.writing.path}
          content={content}
          places={names.places}
          names={names.names}
          onNames={names.add}
          onDone={condition.done}
          onClose={condition.close}
        />
      ) : null}
      <Dialog
        open={dropping}
        title={work.edition > 1 ? '不更正了？' : '删除这份草稿？'}
        onClose={() => setDropping(false)}
        actions={
          <Button busy={discard.busy} onPress={() => void discard.run()}>
            删除
          </Button>
        }
      >
        <Text className="policy-edit__words">
          {work.edition > 1 ? '这一稿会删掉，不能找回；现在公开的内容不受影响。' : '写的都会删掉，不能找回。'}
        </Text>
        <Problem error={discard.error} />
      </Dialog>
      {work.state === 'submitted' ? (
        <Button kind="quiet" onPress={() => void reload()}>
          看看现在到哪一步
        </Button>
      ) : null}
    </Page>
  )
}

function Returned({ work: { history, state } }: { work: PolicyWork }) {
  const newest = [...history].reverse().find(({ verb }) => verb === 'return' || verb === 'submit')
  if (newest?.verb !== 'return' || (state !== 'returned' && state !== 'draft')) return null
  return (
    <Card title="退回的原因" tone="alert">
      <Text className="policy-edit__words">{newest.reason ?? '没有写原因，请问一问审查的人。'}</Text>
      <Text className="policy-edit__hint">{newest.by}</Text>
    </Card>
  )
}

function Clashes({ parts }: { parts: readonly string[] }) {
  if (parts.length === 0) return null
  return (
    <Card title="别处也改过这一稿" tone="warning">
      <Text className="policy-edit__words">同一处两边都改了，现在留的是这里写的。请通读一遍，再送审。</Text>
    </Card>
  )
}
