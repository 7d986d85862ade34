import { markRaw } from "@odoo/owl";

/**
 * One write of a command.
 *
 * @typedef {Object} Operation
 * @property {string} model
 * @property {number[]} [ids] records to write; filled by the first run of a creation
 * @property {Object|((created: number[]) => Object)} values written or created; a
 *  function gets the ids created so far by the same command
 * @property {Object} [before] values that undo the write; without it the operation is
 *  a creation, which archiving undoes
 */

/**
 * The edits of one map, each a command of operations that can be undone and redone.
 *
 * Commands run one after another. A command that fails half-way is taken back and the
 * error passed on, so that what is drawn and what is stored stay the same.
 */
export class MapEdits {
    /**
     * @param {Object} orm service
     * @param {() => Promise} afterChange called when something was written
     */
    constructor(orm, afterChange) {
        this.orm = orm;
        this.afterChange = afterChange;
        this.done = [];
        this.undone = [];
        this.queue = Promise.resolve();
    }

    get canUndo() {
        return this.done.length > 0;
    }

    get canRedo() {
        return this.undone.length > 0;
    }

    /**
     * @param {{ label: string, operations: Operation[] }} command
     * @returns {Promise<Object>} the command, done; its creations know their ids
     */
    run(command) {
        return this.enqueue(async () => {
            await this.apply(command.operations);
            this.done.push(markRaw(command));
            this.undone = [];
            return command;
        });
    }

    /** @returns {Promise<Object|undefined>} the command undone; it is gone if that fails */
    undo() {
        return this.enqueue(async () => {
            const command = this.done.pop();
            if (command) {
                await this.revert(command.operations);
                this.undone.push(command);
            }
            return command;
        });
    }

    redo() {
        return this.enqueue(async () => {
            const command = this.undone.pop();
            if (command) {
                await this.apply(command.operations);
                this.done.push(command);
            }
            return command;
        });
    }

    enqueue(work) {
        const result = this.queue.then(async () => {
            try {
                return await work();
            } finally {
                await this.afterChange();
            }
        });
        this.queue = result.catch(() => {});
        return result;
    }

    async apply(operations) {
        const created = [];
        const finished = [];
        try {
            for (const operation of operations) {
                await this.applyOne(operation, created);
                finished.push(operation);
            }
        } catch (error) {
            await this.revert(finished);
            throw error;
        }
    }

    async applyOne(operation, created) {
        const { model, before } = operation;
        if (!before && operation.ids) {
            await this.orm.write(model, operation.ids, { active: true });
            created.push(...operation.ids);
            return;
        }
        const values =
            typeof operation.values === "function" ? operation.values(created) : operation.values;
        if (before) {
            await this.orm.write(model, operation.ids, values);
        } else {
            operation.ids = await this.orm.create(model, [values]);
            created.push(...operation.ids);
        }
    }

    async revert(operations) {
        for (const { model, ids, before } of operations.toReversed()) {
            await this.orm.write(model, ids, before || { active: false });
        }
    }
}
