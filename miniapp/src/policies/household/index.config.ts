export default definePageConfig({ navigationBarTitleText: '我能领什么补贴' })
