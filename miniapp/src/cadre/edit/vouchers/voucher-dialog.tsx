import type { BlackBox, WorkVoucher } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/client'
import { Button, Checkbox, Dialog, Problem, toast } from '../../../components'
import { useAction } from '../../../hooks/use-action'
import type { Draft } from '../../draft/draft'
import { BoxPicture } from './box-picture'
import './vouchers.scss'

interface VoucherDialogProps {
  notice: string
  voucher: WorkVoucher
  line: string
  draft: Draft
  onClose: () => void
}

const noBoxes: readonly BlackBox[] = []

/** One voucher: look at each page, black out what nobody may see, then tick 已遮住. */
export function VoucherDialog({ notice, voucher, line, draft, onClose }: VoucherDialogProps) {
  const { id, pages, masked, found } = voucher
  const [at, setAt] = useState(0)
  const [boxes, setBoxes] = useState(noBoxes)
  const page = pages[at]
  const params = { id: notice, voucher: id }
  const black = useAction(async () => {
    if (!page) return
    await draft.saveThen(() =>
      call('POST /api/notices/:id/vouchers/:voucher/boxes', {
        params,
        body: { page: page.id, boxes: [...boxes] },
      }),
    )
    setBoxes(noBoxes)
  })
  const tick = useAction((_key, yes: boolean) =>
    draft.saveThen(() =>
      call('POST /api/notices/:id/vouchers/:voucher/masked', {
        params,
        body: { pages: pages.map((one) => one.id), masked: yes ? 'yes' : 'no' },
      }),
    ),
  )
  const remove = useAction(() =>
    draft.saveThen(() => call('DELETE /api/notices/:id/vouchers/:voucher', { params })),
  )
  const turn = (to: number) => {
    setBoxes(noBoxes)
    setAt(to)
  }
  const drop = async () => {
    if (!(await remove.run())) return
    toast('这张单据删掉了')
    onClose()
  }
  return (
    <Dialog
      open
      wide
      title={pages.length > 1 ? `${voucher.name}，第 ${at + 1} 页，共 ${pages.length} 页` : voucher.name}
      onClose={onClose}
      actions={
        boxes.length > 0 ? (
          <>
            <Button busy={black.busy} onPress={() => void black.run()}>
              {`涂黑这 ${boxes.length} 处，去掉下面的字`}
            </Button>
            <Button kind="quiet" onPress={() => setBoxes(boxes.slice(0, -1))}>
              撤销上一处
            </Button>
          </>
        ) : (
          <Button kind={masked ? 'primary' : 'secondary'} onPress={onClose}>
            {masked ? '好了' : '先放着'}
          </Button>
        )
      }
    >
      <Text className="edit__note">{line}</Text>
      <Text className="edit__note">
        {found > 0 ? `已经自动涂黑 ${found} 处号码，请再看一遍。` : ''}
        要涂黑的地方，点它的左上角，再点右下角。
      </Text>
      {page ? <BoxPicture key={page.id} picture={page} boxes={boxes} onBoxes={setBoxes} /> : null}
      {pages.length > 1 ? (
        <View className="voucher__pages">
          <Button kind="secondary" inline disabled={at === 0} onPress={() => turn(at - 1)}>
            上一页
          </Button>
          <Button kind="secondary" inline disabled={at === pages.length - 1} onPress={() => turn(at + 1)}>
            下一页
          </Button>
        </View>
      ) : null}
      <Checkbox
        label="已遮住"
        detail={`姓名以外的个人信息、银行卡号、身份证号都遮住了${masked ? `（${masked.by}）` : ''}`}
        checked={masked !== null}
        onChange={(yes) => void tick.run(yes)}
      />
      <Problem error={black.error ?? tick.error ?? remove.error} />
      <Button kind="quiet" icon="trash" busy={remove.busy} onPress={() => void drop()}>
        删去这张单据
      </Button>
    </Dialog>
  )
}
