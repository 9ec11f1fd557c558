import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { SearchBox } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import type { PostsData } from './data'
import { Groups } from './groups'
import './posts.scss'
import { Tools } from './tools'

/** 岗位: who holds what since when; an administrator gives, ends and rests posts here. */
export default function Posts() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const screen = useScreen(
    'GET /api/regions/:code/posts',
    region === null ? null : { params: { code: region } },
    { kept: false },
  )
  if (region === null) return <SignInGate title="岗位" why={whySignIn} />
  return (
    <Page title="岗位" wide screen={screen}>
      {(data) => (
        <>
          <RegionSwitch regions={regions} current={region} onChange={choose} />
          <Book data={data} reload={screen.reload} />
        </>
      )}
    </Page>
  )
}

/** From so many places on one looks for a name rather than reads them all. */
const manyPlaces = 4

function Book({ data, reload }: { data: PostsData; reload: () => Promise<void> }) {
  const [sought, setSought] = useState('')
  const groups = data.groups.filter(
    ({ region, posts }) =>
      sought.trim() === '' ||
      region.name.includes(sought.trim()) ||
      posts.some(({ name }) => name.includes(sought.trim())),
  )
  return (
    <View className="posts">
      <View className="posts__main">
        {data.groups.length >= manyPlaces ? (
          <SearchBox placeholder="找村名或人名" value={sought} onChange={setSought} />
        ) : null}
        <Groups data={data} groups={groups} reload={reload} />
      </View>
      <View className="posts__side">
        <Tools data={data} reload={reload} />
      </View>
    </View>
  )
}
