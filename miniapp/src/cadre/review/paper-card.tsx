import type { EditionWork } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card } from '../../components'
import { PrintSheet } from '../components/print-sheet/print-sheet'
import { PaperDialog } from './paper-dialog'
import './review.scss'

/** 线下审核: for a reviewer without a smartphone the sheet is printed, signed by hand, and its photo handed in. */
export function PaperCard({ work, reload }: { work: EditionWork; reload: () => Promise<void> }) {
  const [handing, setHanding] = useState(false)
  return (
    <Card title="审核人不用手机">
      <Text className="review__paper">
        打印审核单，请审核人看过后签字；再由没有写过这条公开的村干部拍照，从这里交上来。
      </Text>
      <PrintSheet notice={work.notice} title={work.content.title} />
      <Button
        kind="quiet"
        icon="image"
        reason={work.mine ? '这条是您写的，请别的村干部来交' : undefined}
        onPress={() => setHanding(true)}
      >
        上传签字照片
      </Button>
      {handing ? (
        <PaperDialog
          work={work}
          onClose={() => setHanding(false)}
          onHandedIn={() => {
            setHanding(false)
            void reload()
          }}
        />
      ) : null}
    </Card>
  )
}
