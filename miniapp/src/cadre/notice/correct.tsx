import Taro from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../api/client'
import { Card, Row } from '../../components'
import { cadreAddress } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { Confirm } from '../components/confirm/confirm'

/** 更正: begins a new edition; whoever has begun one goes on with it. */
export function Correct({ id }: { id: string }) {
  const [asking, setAsking] = useState(false)
  const begin = useAction(async (key) => {
    await call('POST /api/notices/:id/correct', { params: { id }, body: {}, idempotencyKey: key })
    await Taro.redirectTo({ url: cadreAddress('edit', { id }) })
  })
  return (
    <Card title="内容有错" flush>
      <Row
        icon="edit"
        title="更正"
        detail="写新的一版；审核、发布以后换上，原来的仍可查看"
        onPress={() => setAsking(true)}
      />
      <Confirm
        open={asking}
        title="开始更正？"
        lines={[
          '现在公开的内容一直在，直到新的一版审核通过、发布出去。',
          '新的一版从现在的内容抄起，只改错的地方，再写明改了什么。',
          '动过笔的人不能审核，也不能发布。',
        ]}
        action="开始更正"
        write={begin}
        onConfirm={() => void begin.run()}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
}
