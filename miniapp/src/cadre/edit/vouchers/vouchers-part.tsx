import type { EditionWork, WorkVoucher } from '@hutang/shared/contract'
import { unwritten } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { memo, useState } from 'react'
import { Button, Card, Row } from '../../../components'
import { momentText } from '../../../format/date'
import type { Draft } from '../../draft/draft'
import type { WholeTable } from '../../table/rows'
import { AddDialog } from './add-dialog'
import { type ExpenseLine, expenseLines } from './lines'
import { VoucherDialog } from './voucher-dialog'

interface VouchersPartProps {
  work: EditionWork
  table: WholeTable | null
  draft: Draft
}

type Open = { what: 'add' } | { what: 'voucher'; id: string }

/** 单据 of the draft: which line has which, and whether a person has looked that they are masked. */
export const VouchersPart = memo(function VouchersPart({ work, table, draft }: VouchersPartProps) {
  const [open, setOpen] = useState<Open>()
  const { vouchers } = work
  if (!vouchers || work.notice === unwritten) return null
  const lines = expenseLines(table)
  const shown = open?.what === 'voucher' ? vouchers.find(({ id }) => id === open.id) : undefined
  const close = () => setOpen(undefined)
  return (
    <Card title="单据">
      <Text className="edit__note">
        发票、收据放在支出的那一行，只给本村成员看。身份证号、银行卡号要先涂黑，再勾“已遮住”。
      </Text>
      {vouchers.map((voucher) => (
        <Row
          key={voucher.id}
          title={`${voucher.name}${voucher.pages.length > 1 ? `（${voucher.pages.length} 页）` : ''}`}
          detail={lineOf(lines, voucher)}
          note={
            voucher.masked ? `${voucher.masked.by}，${momentText(voucher.masked.at)}勾了已遮住` : undefined
          }
          tag={voucher.masked ? { text: '已遮住', tone: 'good' } : { text: '还没有勾', tone: 'missing' }}
          onPress={() => setOpen({ what: 'voucher', id: voucher.id })}
        />
      ))}
      <Button
        kind="secondary"
        icon="plus"
        reason={lines.length === 0 ? '表里还没有支出的行' : undefined}
        onPress={() => setOpen({ what: 'add' })}
      >
        放一张单据
      </Button>
      {open?.what === 'add' ? (
        <AddDialog
          notice={work.notice}
          lines={lines}
          draft={draft}
          onClose={close}
          onAdded={(id) => setOpen(id ? { what: 'voucher', id } : undefined)}
        />
      ) : null}
      {shown ? (
        <VoucherDialog
          key={shown.id}
          notice={work.notice}
          voucher={shown}
          line={lineOf(lines, shown)}
          draft={draft}
          onClose={close}
        />
      ) : null}
    </Card>
  )
})

const lineOf = (lines: readonly ExpenseLine[], { row }: WorkVoucher): string =>
  lines.find(({ key }) => key === row)?.words ?? '那一行已经删掉了，请把这张单据也删去'
