
// The areas of the app: the files that each is made of, fetched when it is wanted, and joined to this main part. A file holds
// one module of WebAssembly behind the other, whose lengths are told here.
const FILES = __FILES__;
const AREAS = __AREAS__;
const joined = new Map();

async function join(file) {
    const answer = await fetch(new URL(`./__BASE___${file}.wasm`, import.meta.url));
    if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
    const bytes = await answer.arrayBuffer();
    let at = 0;
    const modules = FILES[file].map((length) => new Uint8Array(bytes, (at += length) - length, length));
    await Promise.all(modules.map((module) => WebAssembly.instantiate(module, { __wasm_split: initSync() })));
}

// Each file once: to join it again would put its data back to what they were at first. What failed may be tried again.
function once(file) {
    if (!joined.has(file)) {
        joined.set(file, join(file));
        joined.get(file).catch(() => joined.delete(file));
    }
    return joined.get(file);
}

const areas = Object.fromEntries(Object.entries(AREAS).map(([area, files]) => [
    `__wasm_split_load_${area}`,
    async (callback, data) => {
        const answers = await Promise.allSettled(files.map(once));
        initSync().__indirect_function_table.get(callback)(data, answers.every(({ status }) => status === "fulfilled"));
    },
]));
