import type { EditionWork } from '@hutang/shared/contract'
import { officeWords, unwritten } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { keyed } from '../../api/idempotency'
import { Button, Card, Problem, toast } from '../../components'
import { clock } from '../../format/clock'
import { momentText } from '../../format/date'
import { goBack } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { Page } from '../../widgets'
import { reasonsAgainst } from '../abilities'
import { Confirm } from '../components/confirm/confirm'
import { History } from '../components/history/history'
import { Warnings } from '../components/warnings/warnings'
import { type Asked, useDraft } from '../draft/use-draft'
import type { Content } from '../table/rows'
import { anchorOf } from './anchors'
import { blockedIn } from './blocked'
import { ChangeCard } from './change-card'
import { ClashCard } from './clash-card'
import { GroundsCard } from './grounds-card'
import { LastCard } from './last-card'
import { MissingCard } from './missing-card'
import { PicturesPart } from './pictures-part'
import { PreviewDialog } from './preview-dialog'
import { SaveStatus } from './save-status'
import { scrollToAnchor } from './scroll'
import { suggestedTitle } from './suggest'
import { TablePart } from './table-part'
import { TellingCard } from './telling-card'
import { TemplateLink } from './template-link'
import { useChange } from './use-change'
import { useTelling } from './use-telling'
import { VouchersPart } from './vouchers/vouchers-part'
import { BodyPart, ElementsPart, elementNames, HeadPart } from './words-part'

/** Of a notice; longer ones are cut, and the clerk sees it. */
const longestTitle = 60

/** The page can be scrolled again once the dialog is gone. */
const afterDialog = 50

type EditScreen = Answer<'GET /api/screens/edit'>

interface EditorProps {
  screen: EditScreen
  whole: Content
  /** Of a draft that is not made yet. */
  asked?: Asked
}

export function Editor({ screen, whole, asked }: EditorProps) {
  const { households, suggestedColumns, last } = screen
  const codes = useMemo(() => households.map(({ code }) => code), [households])
  const [state, draft] = useDraft(screen.work, whole, codes, asked)
  const change = useChange(screen.work, draft)
  const [open, setOpen] = useState<'preview' | 'discard' | 'numbers'>()
  const { work, content } = state
  const telling = useTelling(work, draft)
  const edit = (change: (content: Content) => Content) => draft.edit(change)

  const submit = useAction((key, confirmed: boolean) =>
    draft.saveThen(() => {
      const body = { revision: draft.revision, ...(confirmed ? { confirmed } : {}) }
      const id = draft.get().work.notice
      return call('POST /api/notices/:id/submit', { params: { id }, body, idempotencyKey: keyed(key, body) })
    }),
  )
  const discard = useAction(async () => {
    const id = work.notice
    if (id !== unwritten) await call('DELETE /api/notices/:id', { params: { id } })
  })
  const handIn = async (confirmed: boolean) => {
    if (!(await draft.flush()) || !(await change.flush()) || !(await telling.flush())) return
    // Where it failed because of numbers that nobody has confirmed, the dialog asks.
    if (!(await submit.run(confirmed))) return setOpen('numbers')
    toast(officeWords(work.region.level).handedIn)
    goBack()
  }
  const dropIt = async () => {
    if (!(await discard.run())) return
    draft.drop()
    toast(correcting ? '这次更正已删除，公开的内容没有变' : '草稿已删除')
    goBack()
  }
  const reasons = reasonsToWait(work)
  const correcting = work.editionNo > 1
  const doubted = submit.error?.code === 'unconfirmed'
  const close = () => setOpen(undefined)
  const blocked = useMemo(() => blockedIn(content, work), [content, work])
  const elements = elementNames(work, content)
  const mendFirst = () => {
    close()
    const [first] = blocked
    const anchor = first && anchorOf(first, elements)
    if (anchor) setTimeout(() => scrollToAnchor(anchor), afterDialog)
  }
  return (
    <Page
      title={work.item.level2}
      action={
        <Button kind="quiet" inline label="看公开后的样子" onPress={() => setOpen('preview')}>
          预览
        </Button>
      }
      foot={
        <View>
          <SaveStatus state={state} />
          <Button
            busy={submit.busy}
            disabled={reasons.length > 0}
            label={reasons.length > 0 ? reasons.slice(0, spoken).join('；') : undefined}
            onPress={() => void handIn(false)}
          >
            {reasons.length > 0 ? `送审（还差 ${reasons.length} 处）` : '送审'}
          </Button>
        </View>
      }
    >
      <Returned history={work.history} state={work.state} />
      <ClashCard clashes={state.clashes} onChoose={(key, choice) => draft.choose(key, choice)} />
      {state.status === 'refused' ? <Problem error={state.error} /> : null}
      <ChangeCard draft={change} />
      <LastCard
        last={correcting ? null : last}
        item={work.item}
        content={content}
        onTake={(taken) => edit(() => taken)}
      />
      <HeadPart work={work} content={content} blocked={blocked} onEdit={edit} />
      <ElementsPart work={work} content={content} blocked={blocked} onEdit={edit} />
      <TablePart
        table={content.table}
        caption={content.title || suggestedTitle(work.item, work.region.name, new Date(clock.now()))}
        usual={suggestedColumns}
        households={households}
        last={last}
        template={<TemplateLink work={work} />}
        blocked={blocked}
        onChange={(change) => edit((old) => ({ ...old, table: change(old.table) }))}
        onTitle={(title) =>
          edit((old) => (old.title ? old : { ...old, title: title.slice(0, longestTitle) }))
        }
      />
      <BodyPart content={content} blocked={blocked} onEdit={edit} />
      <View id="at-pictures">
        <PicturesPart work={work} draft={draft} />
      </View>
      <View id="at-vouchers">
        <VouchersPart work={work} table={content.table} draft={draft} />
      </View>
      <View id="at-grounds">
        <GroundsCard work={work} draft={draft} />
      </View>
      {work.notice === unwritten || work.nil ? null : (
        <View id="at-telling">
          <TellingCard state={telling} />
        </View>
      )}
      <MissingCard reasons={reasons} problems={work.problems} elements={elements} />
      <Warnings work={work} />
      <Problem error={doubted ? undefined : submit.error} />
      <History history={work.history} level={work.region.level} />
      <Button kind="quiet" icon="trash" onPress={() => setOpen('discard')}>
        {correcting ? '不更正了，删除这一稿' : '删除这份草稿'}
      </Button>
      <View className="edit__end" />
      <PreviewDialog
        open={open === 'preview'}
        work={work}
        content={content}
        blocked={blocked}
        onClose={close}
        onMend={mendFirst}
      />
      <Confirm
        open={open === 'numbers' && doubted}
        title="这些数字没有错吗？"
        lines={submit.error?.fields.map(({ message }) => message) ?? []}
        action="没有错，送审"
        write={{ busy: submit.busy, error: undefined }}
        onConfirm={() => void handIn(true)}
        onClose={close}
      />
      <Confirm
        open={open === 'discard'}
        title={correcting ? '不更正了？' : '删除这份草稿？'}
        lines={
          correcting
            ? ['这一稿会删掉，不能找回。', '现在公开的内容不受影响。']
            : ['写的内容和图片都会删掉，不能找回。']
        }
        action="删除"
        write={discard}
        onConfirm={() => void dropIt()}
        onClose={close}
      />
    </Page>
  )
}

// How many reasons a screen reader reads with the button; the card above lists all.
const spoken = 3

/** Why 送审 is not possible yet. A returned draft must be changed first. */
const reasonsToWait = (work: EditionWork): string[] =>
  work.state === 'returned' ? ['按退回的原因改好以后，才能再送审。'] : reasonsAgainst(work, 'submit')

function Returned({ history, state }: Pick<EditScreen['work'], 'history' | 'state'>) {
  const newest = [...history].reverse().find(({ verb }) => verb === 'return' || verb === 'submit')
  if (newest?.verb !== 'return' || (state !== 'returned' && state !== 'draft')) return null
  return (
    <Card title="退回的原因" tone="alert">
      <Text>{newest.reason ?? '没有写原因，请问一问审核的人。'}</Text>
      <Text className="edit__note">{`${newest.by} · ${momentText(newest.at)}`}</Text>
    </Card>
  )
}
