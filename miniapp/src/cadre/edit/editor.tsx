import { type Sheet, unwritten } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useId, useMemo, useRef, useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Problem } from '../../components'
import { useDesk } from '../../components/table/use-desk'
import { useSteady } from '../../components/table/use-steady'
import { clock } from '../../format/clock'
import { Page } from '../../widgets'
import { History } from '../components/history/history'
import { Warnings } from '../components/warnings/warnings'
import { type Asked, useDraft } from '../draft/use-draft'
import type { GridControl } from '../grid/control'
import type { Content, WholeTable } from '../table/rows'
import { anchorOf } from './anchors'
import { blockedIn } from './blocked'
import { ChangeCard } from './change-card'
import { ClashCard } from './clash-card'
import { EditFoot, reasonsToWait } from './edit-foot'
import { EditorDialogs } from './editor-dialogs'
import { GroundsCard } from './grounds-card'
import { LastCard } from './last-card'
import { filledFrom } from './ledger-fill'
import { LedgerFields } from './ledger-part'
import { LivePreview } from './live-preview'
import { MissingCard } from './missing-card'
import { PicturesPart } from './pictures-part'
import { PreviewDialog } from './preview-dialog'
import { Returned } from './returned'
import { scrollToAnchor } from './scroll'
import { isBlank, suggestedTitle } from './suggest'
import { TablePart } from './table-part'
import { TellingCard } from './telling-card'
import { TemplateLink } from './template-link'
import { useChange } from './use-change'
import { useHandIn } from './use-hand-in'
import { useSame } from './use-same'
import { useShortcuts } from './use-shortcuts'
import { useTelling } from './use-telling'
import { VouchersPart } from './vouchers/vouchers-part'
import { BodyPart, ElementsPart, elementNames, HeadPart } from './words-part'

/** Of a notice; longer ones are cut, and the clerk sees it. */
const longestTitle = 60

/** The page can be scrolled again once the dialog is gone. */
const afterDialog = 50

/** In CSS pixels: from here on a sheet instead of rows, and then the preview beside it. */
const withSheet = 1024
const withPreview = 1240

type EditScreen = Answer<'GET /api/screens/edit'>

interface EditorProps {
  screen: EditScreen
  whole: Content
  /** Of a draft that is not made yet. */
  asked?: Asked
}

export function Editor({ screen, whole, asked }: EditorProps) {
  const { households, suggestedColumns, last, ledger = null } = screen
  const codes = useMemo(() => households.map(({ code }) => code), [households])
  const aliases = useMemo(
    () => Object.fromEntries((ledger?.aliases ?? []).map((one) => [one.key, one.aliases])),
    [ledger],
  )
  const [state, draft] = useDraft(screen.work, whole, codes, asked)
  const change = useChange(screen.work, draft)
  const [open, setOpen] = useState<'preview' | 'discard' | 'numbers'>()
  const { work, content } = state
  const telling = useTelling(work, draft)
  const wide = useDesk(withSheet)
  const beside = useDesk(withPreview)
  const control = useRef<GridControl | null>(null)
  const id = `edit${useId().replace(/:/g, '')}`
  const edit = useSteady((change: (content: Content) => Content) => draft.edit(change))
  const steps = useHandIn({ draft, change, telling, onDoubt: () => setOpen('numbers') })
  const reasons = useSame(reasonsToWait(work))
  const correcting = work.editionNo > 1
  const close = () => setOpen(undefined)
  const blocked = useSame(useMemo(() => blockedIn(content, work), [content, work]))
  const elements = useSame(elementNames(work, content))
  const title = suggestedTitle(work.item, work.region.name, new Date(clock.now()), ledger, content.ledger)
  const mendFirst = () => {
    close()
    const [first] = blocked
    const anchor = first && anchorOf(first, elements)
    if (anchor) setTimeout(() => scrollToAnchor(anchor), afterDialog)
  }
  const next = () => {
    if (control.current?.next()) return
    const anchor = work.problems.map((problem) => anchorOf(problem, elements)).find(Boolean)
    if (anchor) scrollToAnchor(anchor)
  }
  const save = () => {
    control.current?.settle()
    void draft.flush()
  }
  const handIn = () => {
    control.current?.settle()
    if (reasons.length === 0 && state.status !== 'held') void steps.handIn(false)
    else next()
  }
  useShortcuts(id, { save, handIn, next })
  const take = useSteady((table: WholeTable, heading: string | null, rows: Sheet['rows']) =>
    edit((old) => {
      const taken = { ...old, table }
      const named =
        old.title || heading === null ? taken : { ...taken, title: heading.slice(0, longestTitle) }
      return ledger ? filledFrom(named, { help: ledger, names: work.item.elements, rows, title }) : named
    }),
  )
  const putTable = useSteady((change: (table: WholeTable | null) => WholeTable | null) =>
    edit((old) => ({ ...old, table: change(old.table) })),
  )
  const putLedger = useSteady((part: Content['ledger']) => edit((old) => ({ ...old, ledger: part })))
  const takeLast = useSteady((taken: Content) => edit((old) => ({ ...taken, ledger: old.ledger })))
  const template = useMemo(() => <TemplateLink work={work} />, [work])
  const fields = useMemo(
    () => <LedgerFields help={ledger} part={content.ledger} table={content.table} onChange={putLedger} />,
    [ledger, content.ledger, content.table, putLedger],
  )
  const table = (
    <TablePart
      table={content.table}
      caption={content.title || title}
      usual={suggestedColumns}
      households={households}
      aliases={aliases}
      last={last}
      template={template}
      above={fields}
      blocked={blocked}
      wide={wide}
      control={control}
      onChange={putTable}
      onTaken={take}
    />
  )
  const before = (
    <LastCard last={correcting ? null : last} item={work.item} blank={isBlank(content)} onTake={takeLast} />
  )
  const words = <ElementsPart names={elements} elements={content.elements} blocked={blocked} onEdit={edit} />
  return (
    <Page
      title={work.item.level2}
      wide
      action={
        beside ? undefined : (
          <Button kind="quiet" inline label="看公开后的样子" onPress={() => setOpen('preview')}>
            预览
          </Button>
        )
      }
      foot={
        <EditFoot
          state={state}
          reasons={reasons}
          busy={steps.submit.busy}
          wide={wide}
          onNext={next}
          onHandIn={() => (wide ? handIn() : void steps.handIn(false))}
        />
      }
    >
      <View className={beside ? 'edit__desk' : undefined} id={id}>
        <View className={wide ? 'edit__main edit__main--wide' : 'edit__main'}>
          {/* What comes and goes has a place of its own: WeChat would be sent the page again with it. */}
          <View>
            <Returned history={work.history} state={work.state} />
            <ClashCard clashes={state.clashes} onChoose={(key, choice) => draft.choose(key, choice)} />
            {state.status === 'refused' ? <Problem error={state.error} /> : null}
          </View>
          <ChangeCard draft={change} />
          {wide ? null : before}
          <HeadPart
            title={content.title}
            plain={content.plain}
            suggested={title}
            blocked={blocked}
            onEdit={edit}
          />
          {wide ? table : words}
          {wide ? words : table}
          {wide ? before : null}
          <BodyPart body={content.body} blocked={blocked} onEdit={edit} />
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
          <View>
            <MissingCard reasons={reasons} problems={work.problems} elements={elements} />
            <Warnings work={work} />
            <Problem error={steps.submit.error?.code === 'unconfirmed' ? undefined : steps.submit.error} />
          </View>
          <History history={work.history} level={work.region.level} />
          <Button kind="quiet" icon="trash" onPress={() => setOpen('discard')}>
            {correcting ? '不更正了，删除这一稿' : '删除这份草稿'}
          </Button>
          <View className="edit__end" />
        </View>
        {beside ? <LivePreview work={work} content={content} blocked={blocked} ledger={ledger} /> : null}
      </View>
      <View>
        <PreviewDialog
          open={open === 'preview'}
          work={work}
          content={content}
          blocked={blocked}
          onClose={close}
          onMend={mendFirst}
        />
        <EditorDialogs {...steps} work={work} open={open} onClose={close} />
      </View>
    </Page>
  )
}
