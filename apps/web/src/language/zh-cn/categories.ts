/** What is said about categories. */
export const categories = {
  categories: {
    title: '分类',
    choose: '分类',
    none: '不分类',
    any: '全部分类',
    empty: '这个分类还没有视频',
    emptyText: '发布视频时选这个分类，就会出现在这里。',
    manage: '视频分类',
    manageText: '作者发布视频时从这里选。停用的分类留在已有的视频上，不再可选。',
    nothing: '还没有分类',
    zh: '中文名',
    en: '英文名',
    add: '添加分类',
    up: '上移',
    down: '下移',
    retire: '停用',
    restore: '恢复',
    retired: '已停用',
    saved: '分类已保存',
    onlyAdmins: '只有管理员可以管理分类',
  },
};
